/**
 * Questions on the start screen, as buttons that ask themselves. A test asserts that the sources answer each of them, and
 * that it fits in a button with its prefix (64 bytes), because the button carries the question itself: so a button on an
 * old message still asks what it says.
 */
export const EXAMPLE_QUESTIONS: readonly string[] = [
  'Is graded exercise therapie schadelijk?',
  'Is ME/CVS te genezen?',
  'Is ME/CVS een lichamelijke ziekte?',
]
