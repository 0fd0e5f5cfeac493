/** Parts of retrieval that `eval --without` can leave out. */
export const PARTS = ['questions', 'maxsim', 'bm25', 'centroid'] as const
export type Part = (typeof PARTS)[number]
