package dev.braid;

/** Is told what happens while a model trains. */
public abstract class Callback {}
