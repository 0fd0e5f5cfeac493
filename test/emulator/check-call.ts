import type { z } from 'zod'
import { METHODS, type Method, type ParametersOf } from './methods-table.ts'
import { badRequest, Refusal } from './refusal.ts'

/** A Bot API rule that a call breaks regardless of the state of the world. */
export interface Problem {
  readonly rule: string
  /** Position in the parameters, such as "entities.0.offset"; '' for the call itself. */
  readonly path: string
  /** In Telegram's words where Telegram reports it. */
  readonly description: string
}

/** How Telegram's descriptions begin for parameters that hold JSON. */
const PARSED: { readonly [parameter: string]: string } = {
  entities: "can't parse MessageEntity: ",
  results: "can't parse inline query result: ",
  result: "can't parse inline query result: ",
  reply_markup: "can't parse inline keyboard button: ",
  commands: "can't parse BotCommand: ",
  scope: "can't parse BotCommandScope: ",
}

/**
 * Checks a call against the table of methods: names, types, lengths, texts with their entities, keyboards.
 * @returns the problems, in order; empty for a valid call.
 */
export function checkCall(method: string, parameters: unknown): readonly Problem[] {
  const outcome = parseCall(method, parameters)
  return Array.isArray(outcome) ? outcome : []
}

/** The parsed parameters of a valid call, or its problems. */
export function parseCall(method: string, parameters: unknown): Problem[] | ParametersOf<Method> {
  if (!isMethod(method)) return [{ rule: 'unknown_method', path: '', description: 'Not Found: method not found' }]
  const { success, data, error } = METHODS[method].safeParse(parameters, { reportInput: true })
  return success ? data : error.issues.map(problemOf)
}

/** What Telegram answers to a call with this problem. */
export function refusalOf({ rule, description }: Problem): Refusal {
  return rule === 'unknown_method' ? new Refusal(404, description, rule) : badRequest(rule, description)
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(METHODS, name)
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.join('.')
  const [root = ''] = issue.path.map(String)
  const field = `"${String(issue.path.at(-1))}"`
  const parsing = issue.path.length > 1 ? (PARSED[root] ?? '') : ''
  const problem = (rule: string, description: string): Problem => ({ rule, path, description })
  if (issue.code === 'custom') {
    const { rule = 'wrong_value' } = (issue.params ?? {}) as { rule?: string }
    return problem(rule, issue.message)
  }
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.join(', ')
    return problem(path === '' ? 'unknown_parameter' : 'unknown_field', `there is no "${names}" here`)
  }
  if (issue.input === undefined) {
    if (parsing !== '') return problem('missing_field', `${parsing}can't find field ${field}`)
    return problem('missing_parameter', ownWords(issue) ?? `parameter ${field} is required`)
  }
  if (issue.code === 'invalid_type') {
    return problem('wrong_type', `${parsing}field ${field} must be of type ${issue.expected}`)
  }
  return problem('wrong_value', ownWords(issue) ?? `${parsing}unsupported ${field} specified`)
}

/** The description given in the table of methods, if any. */
function ownWords({ message }: z.core.$ZodIssue): string | null {
  return message.startsWith('Invalid ') || message.startsWith('Too ') ? null : message
}
