import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from './tiny-corpus.ts'

/** A tag of protobuf and a number, or bytes with their length. */
function field(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.from([number << 3, ...varint(value)])
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from(varint((number << 3) | 2)), Buffer.from(varint(bytes.length)), bytes])
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]
}

const message = (...fields: Buffer[]): Buffer => Buffer.concat(fields)
const INT64 = 7
const FLOAT = 1

function node(operator: string, inputs: readonly string[], output: string, attribute?: [string, number]): Buffer {
  const attributes = attribute
    ? [field(5, message(field(1, attribute[0]), field(3, attribute[1]), Buffer.from([0xa0, 0x01, 2])))]
    : []
  return field(1, message(...inputs.map((name) => field(1, name)), field(2, output), field(4, operator), ...attributes))
}

function value(name: string, type: number, dimensions: readonly string[]): Buffer {
  const shape = message(...dimensions.map((dimension) => field(1, field(2, dimension))))
  return message(field(1, name), field(2, field(1, message(field(1, type), field(2, shape)))))
}

/** An ONNX graph that counts a token among its input. @param perToken gives a number for each token instead of their sum. */
function countingGraph(token: number, perToken: boolean): Buffer {
  const graph = message(
    node('Equal', ['input_ids', 'token'], 'same'),
    node('Cast', ['same'], perToken ? 'logits' : 'ones', ['to', FLOAT]),
    ...(perToken ? [] : [node('ReduceSum', ['ones'], 'logits', ['keepdims', 0])]),
    field(2, 'counts'),
    field(5, message(field(1, 1), field(2, INT64), field(7, Buffer.from([token])), field(8, 'token'))),
    field(11, value('input_ids', INT64, ['texts', 'tokens'])),
    field(12, value('logits', FLOAT, perToken ? ['texts', 'tokens'] : [])),
  )
  return message(field(1, 7), field(7, graph), field(8, message(field(1, ''), field(2, 11))))
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]']

/**
 * The folder of a cross-encoder that knows a few words, and scores a text by how often it, with the question, has the first of them.
 * @param kind `vectors`: a model that is no cross-encoder.
 */
export function tinyCrossEncoder(words: readonly string[], kind: 'scores' | 'vectors' = 'scores'): string {
  const folder = folderWith({
    'config.json': JSON.stringify({ model_type: 'bert', architectures: ['BertForSequenceClassification'] }),
    'tokenizer_config.json': JSON.stringify({ tokenizer_class: 'BertTokenizer', model_max_length: 1e30 }),
    'tokenizer.json': JSON.stringify({
      added_tokens: [],
      normalizer: {
        type: 'BertNormalizer',
        lowercase: true,
        strip_accents: true,
        handle_chinese_chars: true,
        clean_text: true,
      },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries([...SPECIAL, ...words].map((word, id) => [word, id])),
      },
    }),
  })
  mkdirSync(join(folder, 'onnx'))
  writeFileSync(join(folder, 'onnx', 'model_quantized.onnx'), countingGraph(SPECIAL.length, kind === 'vectors'))
  return folder
}
