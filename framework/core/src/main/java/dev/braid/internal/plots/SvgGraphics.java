package dev.braid.internal.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A Graphics2D that writes SVG instead of pixels, so that both formats share the painting code.
 *
 * <p>Shapes become paths and strings become text.
 */
final class SvgGraphics extends ShapeGraphics {
  private final SvgBuilder out;
  private AffineTransform transform = new AffineTransform();
  private Shape clip;
  private Color color = Color.BLACK;
  private Color background = Color.WHITE;
  private BasicStroke stroke = new BasicStroke(1);
  private Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  SvgGraphics(SvgBuilder out) {
    this.out = out;
  }

  /** Writes anchored text, whose width depends on the viewer's font. */
  void anchored(double x, double y, TextPainter.Anchor anchor, List<TextPainter.TextRun> runs) {
    out.text(transform, x, y, anchor, runs);
  }

  /** Begins a group with a title that viewers show; {@link #endGroup} ends it. */
  void beginGroup(String title) {
    out.beginGroup(title);
  }

  void endGroup() {
    out.endGroup();
  }

  @Override
  public void draw(Shape shape) {
    out.path(transform.createTransformedShape(shape), null, color, stroke, scale(), clip);
  }

  @Override
  public void fill(Shape shape) {
    out.path(transform.createTransformedShape(shape), color, null, stroke, scale(), clip);
  }

  private double scale() {
    return Math.sqrt(Math.abs(transform.getDeterminant()));
  }

  @Override
  public void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawString(String text, float x, float y) {
    TextPainter.TextRun run =
        new TextPainter.TextRun(text, font.isBold(), font.isItalic(), font.getSize2D(), color);
    out.text(transform, x, y, TextPainter.Anchor.START, List.of(run));
  }

  @Override
  public Graphics create() {
    SvgGraphics copy = new SvgGraphics(out);
    copy.transform = new AffineTransform(transform);
    copy.clip = clip;
    copy.color = color;
    copy.background = background;
    copy.stroke = stroke;
    copy.font = font;
    return copy;
  }

  @Override
  public void dispose() {
    // There are no resources to release.
  }

  @Override
  public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
    Shape hit = onStroke ? stroke.createStrokedShape(shape) : shape;
    return transform.createTransformedShape(hit).intersects(area);
  }

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public void setColor(Color next) {
    if (next != null) {
      color = next;
    }
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public void setPaint(Paint paint) {
    if (paint instanceof Color plain) {
      color = plain;
    }
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public void setStroke(Stroke next) {
    if (next instanceof BasicStroke basic) {
      stroke = basic;
    }
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public void setFont(Font next) {
    if (next != null) {
      font = next;
    }
  }

  @Override
  public FontMetrics getFontMetrics(Font of) {
    Graphics2D measuring = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    try {
      return measuring.getFontMetrics(of);
    } finally {
      measuring.dispose();
    }
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return new FontRenderContext(null, true, true);
  }

  @Override
  public Color getBackground() {
    return background;
  }

  @Override
  public void setBackground(Color next) {
    background = next;
  }

  @Override
  public void translate(int x, int y) {
    transform.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    transform.translate(x, y);
  }

  @Override
  public void rotate(double angle) {
    transform.rotate(angle);
  }

  @Override
  public void rotate(double angle, double x, double y) {
    transform.rotate(angle, x, y);
  }

  @Override
  public void scale(double x, double y) {
    transform.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    transform.shear(x, y);
  }

  @Override
  public void transform(AffineTransform by) {
    transform.concatenate(by);
  }

  @Override
  public void setTransform(AffineTransform next) {
    transform = new AffineTransform(next);
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public Shape getClip() {
    if (clip == null) {
      return null;
    }
    try {
      return transform.createInverse().createTransformedShape(clip);
    } catch (NoninvertibleTransformException e) {
      throw new IllegalStateException("the transform is not invertible", e);
    }
  }

  @Override
  public void setClip(Shape next) {
    clip = next == null ? null : transform.createTransformedShape(next);
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public void clip(Shape by) {
    if (by == null) {
      clip = null;
      return;
    }
    Area area = new Area(transform.createTransformedShape(by));
    if (clip != null) {
      area.intersect(new Area(clip));
    }
    clip = area;
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public Rectangle getClipBounds() {
    Shape here = getClip();
    return here == null ? null : here.getBounds();
  }
}
