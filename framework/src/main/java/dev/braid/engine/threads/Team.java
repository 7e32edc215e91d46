package dev.braid.engine.threads;

/** Threads that take part in a job, together with the thread that brings it. */
interface Team {
  /** How many can take part, the bringing thread among them. */
  int size();

  /** True for threads that only take part: they have nobody to share with. */
  boolean has(Thread thread);

  /** Runs a job in the caller's thread and as many others as are worth it; it is done then. */
  void run(Job job, int threads);

  /** Told when the cores are wanted for something else. */
  void rest();
}
