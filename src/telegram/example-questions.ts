/**
 * Questions on the start screen, as buttons that ask them. A button carries the question itself, so that one on an old message
 * still asks what it says. A test asserts that the sources answer each question and that it fits in a button (64 bytes with the
 * prefix).
 */
export const EXAMPLE_QUESTIONS: readonly string[] = [
  'Is graded exercise therapie schadelijk?',
  'Is ME/CVS te genezen?',
  'Is ME/CVS een lichamelijke ziekte?',
]
