/** Calls when what is being drawn now is on the screen. Gives what calls it off. */
export function onceDrawn(then: () => void): () => void {
  let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(then)));
  return () => cancelAnimationFrame(frame);
}
