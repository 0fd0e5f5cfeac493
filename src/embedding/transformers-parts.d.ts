/** Parts of the library alone: the whole takes 60 ms longer to load and 15 MB more, most of it for images. */
declare module '@xenova/transformers/src/tokenizers.js' {
  export { AutoTokenizer } from '@xenova/transformers'
}
declare module '@xenova/transformers/src/env.js' {
  export { env } from '@xenova/transformers'
}
