package dev.braid.plots;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.List;
import java.util.Map;

/**
 * Java2D that writes SVG instead of pixels, so that one painter serves both.
 *
 * <p>Shapes become paths and strings become text; pictures are the one thing it can't take.
 */
final class SvgGraphics extends Graphics2D {
  private final SvgText out;
  private AffineTransform transform = new AffineTransform();
  private Shape clip;
  private Color color = Color.BLACK;
  private Color background = Color.WHITE;
  private BasicStroke stroke = new BasicStroke(1);
  private Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  SvgGraphics(SvgText out) {
    this.out = out;
  }

  /** Writes strings whose width the viewer decides: anchored, each run in its own weight. */
  void anchored(double x, double y, boolean centred, List<Ink.Run> runs) {
    out.text(transform, x, y, centred, runs);
  }

  /** Gives what is painted next, up to {@link #endGroup}, a name that viewers show. */
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
    Ink.Run run = new Ink.Run(text, font.isBold(), font.isItalic(), font.getSize2D(), color);
    out.text(transform, x, y, false, List.of(run));
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    fill(
        new TextLayout(text, getFontRenderContext())
            .getOutline(AffineTransform.getTranslateInstance(x, y)));
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    Color before = color;
    color = background;
    fillRect(x, y, width, height);
    color = before;
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int extent) {
    draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int extent) {
    fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] x, int[] y, int count) {
    draw(polygon(x, y, count, false));
  }

  @Override
  public void drawPolygon(int[] x, int[] y, int count) {
    draw(polygon(x, y, count, true));
  }

  @Override
  public void fillPolygon(int[] x, int[] y, int count) {
    fill(polygon(x, y, count, true));
  }

  private static Path2D polygon(int[] x, int[] y, int count, boolean close) {
    Path2D path = new Path2D.Double();
    for (int index = 0; index < count; index++) {
      if (index == 0) {
        path.moveTo(x[0], y[0]);
      } else {
        path.lineTo(x[index], y[index]);
      }
    }
    if (close && count > 0) {
      path.closePath();
    }
    return path;
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
    // Nothing is held: the text belongs to its writer.
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
      throw new IllegalStateException("nothing can be drawn under a transform of no area", e);
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

  @Override
  public void setPaintMode() {
    // Painting over is all there is.
  }

  @Override
  public void setXORMode(Color other) {
    throw unsupported("exclusive-or painting");
  }

  @Override
  public void setComposite(Composite composite) {
    // Colours carry their own transparency.
  }

  @Override
  public Composite getComposite() {
    return AlphaComposite.SrcOver;
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    // The viewer decides how to render.
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return null;
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    // The viewer decides how to render.
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    // The viewer decides how to render.
  }

  @Override
  public RenderingHints getRenderingHints() {
    return new RenderingHints(Map.of());
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return null;
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw unsupported("copied areas");
  }

  @Override
  public boolean drawImage(Image image, AffineTransform at, ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
    throw unsupported("pictures");
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform at) {
    throw unsupported("pictures");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform at) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, int w, int h, ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, Color under, ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int w, int h, Color under, ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      ImageObserver observer) {
    throw unsupported("pictures");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color under,
      ImageObserver observer) {
    throw unsupported("pictures");
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("the SVG writer takes no " + what);
  }
}
