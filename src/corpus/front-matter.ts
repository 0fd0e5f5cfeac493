import { z } from 'zod'
import { indexOfControl } from './control-characters.ts'
import { ENCODINGS } from './decode-text.ts'

const date = z.iso.date('expected a date such as 2025-05-22, or null').nullable()
/** Is shown. */
const shown = z
  .string()
  .min(1)
  .refine((text) => indexOfControl(text) < 0, 'expected a text without control characters')
/** What attributes a document, at the head of document.md. */
export const frontMatterSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens'),
  title: shown,
  publisher: shown,
  abbreviation: shown,
  url: z.url('expected an address, or null').nullable(),
  published: date,
  publishedNote: shown.nullable(),
  retrieved: date,
  language: z.literal('nl'),
  permissionNote: shown,
  speakers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9-]+$/, 'expected letters, digits and hyphens'),
        name: shown,
        role: z.enum(['author', 'asks', 'answers']),
        aliases: z.array(z.string().min(1)).default([]),
        kinds: z.array(z.string().min(1)).default([]),
        article: z.enum(['de', 'het', '']).optional(),
        labels: z
          .array(
            z.union(
              [
                z.strictObject({
                  text: z.string().regex(/:$/, 'expected a label that ends in a colon'),
                  topic: shown.optional(),
                }),
                z.strictObject({ heading: shown }),
              ],
              'expected "text", a label that ends in a colon, or "heading", the words with which headings begin',
            ),
          )
          .default([]),
      }),
    )
    .min(1),
  /** An editor's word that paragraphs without a label are by whoever spoke before. */
  unlabelled: z.literal('previous').optional(),
  links: z.array(z.strictObject({ text: shown, url: z.url() })).default([]),
  sourceSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected the sha256 of source.txt'),
  /** In which encoding source.txt came; by default what its bytes say. */
  sourceEncoding: z.enum(ENCODINGS).optional(),
  omissions: z
    .array(z.strictObject({ lines: z.tuple([z.int().min(1), z.int().min(1)]), reason: z.string().min(1) }))
    .default([]),
})
export type FrontMatter = z.output<typeof frontMatterSchema>
