import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { PROJECT_FOLDER } from '../config/config.ts'
import { PARTS } from './eval/parts.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * The program `bronwijzer` with all its subcommands. What a subcommand does is loaded when it runs: help and wrong use need no
 * model and nothing native.
 */
export function createProgram(): Command {
  const program: Command = new Command('bronwijzer')
    .description('Answers Dutch questions about ME/CVS by quoting its sources word for word.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', () =>
      [
        '',
        'Examples:',
        ...program.commands.map((command) => `  ${EXAMPLES.get(command)?.[0] ?? ''}`),
        '',
        'Exit status: 0 when it worked; 1 when it failed, with a sentence on standard error; 2 when it was used wrongly.',
        'Settings are environment variables, or lines in a file .env: see "bronwijzer config".',
      ].join('\n'),
    )
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({ outputError: (message, write) => write(message) })
    .showSuggestionAfterError()
    .exitOverride()

  add(program, 'start', 'start the Telegram bot, or without BOT_TOKEN a chat in the terminal', [
    'bronwijzer start',
  ]).action(async () => (await import('./start.ts')).start())

  add(program, 'ask', 'answer a question with quotes from the sources', [
    'bronwijzer ask "Is graded exercise therapie schadelijk?"',
    'bronwijzer ask --json < questions.txt',
  ])
    .argument(
      '[question...]',
      'the question; without it, and with --json, questions are read from standard input, one a line',
    )
    .option('--json', 'print one JSON object for each question, in order')
    .option('--explain', 'show every signal of every candidate, its weight, and the decision')
    .option('--limit <number>', 'show at most this many quotes, 1 to 3', upTo(3), 3)
    .addOption(
      new Option(
        '--language <language>',
        'language of everything but the quotes; by default that of the question',
      ).choices(['nl', 'en']),
    )
    .action(async (words: string[], options) => (await import('./ask.ts')).ask(words.join(' '), options))

  add(program, 'index', 'build the index when the present one does not fit', [
    'bronwijzer index',
    'bronwijzer index --publish',
  ])
    .option('--publish', 'put corpus and index into the database of INDEX_URL, from which bots then answer')
    .action(async (options) => (await import('./index.ts')).buildIndex(options))

  add(program, 'check', 'check the corpus; every mistake with its file and line', [
    'bronwijzer check --fast',
    'bronwijzer check --fix',
  ])
    .option(
      '--fix',
      'first fill in what can be computed: ids, checksums, encoding, unknown fields, entries for questions',
    )
    .option('--fast', 'leave out what needs the index: which questions are nearer to another passage')
    .action(async (options) => (await import('./check.ts')).check(options))

  add(program, 'import', 'propose a document from a file or an address, and say what is still to decide', [
    'bronwijzer import folder.docx',
    'bronwijzer import folder.txt --publisher "Voorbeeldstichting" --encoding windows-1252',
    'bronwijzer import folder-2026.pdf --update folder',
  ])
    .argument('<source>', 'a file (docx, odt, pdf, html, md, txt), or an address that begins with https://')
    .option('--into <folder>', 'where to write it; by default a folder of the corpus, named after the title')
    .option('--update <document>', 'put it in the place of the present text of this document, and say what changes')
    .option('--title <text>', 'its title, as shown')
    .option('--publisher <name>', 'who publishes it')
    .option('--abbreviation <name>', "the publisher's short name")
    .option('--published <date>', 'its date, such as 2025-05-22')
    .option('--url <address>', 'where it can be read')
    .option('--permission-note <text>', 'by what right it is quoted')
    .option('--encoding <name>', 'the encoding of its letters, where its bytes do not tell')
    .action(async (source: string, options) => (await import('./import.ts')).importDocument(source, options))

  add(program, 'desk', 'open the desk of editors: pages in a browser to add and change sources', ['bronwijzer desk'])
    .option('--port <number>', 'where it listens; by default DESK_PORT', wholeNumber(1))
    .option('--no-open', 'open no browser')
    .option('--hash-password', 'only read a password, and print the line for DESK_PASSWORD')
    .action(async (options) => (await import('./desk.ts')).desk(options))

  add(program, 'site', 'write a page for every document and quote, for any host of static files', [
    'bronwijzer site --out public --bot bronwijzer_bot',
  ])
    .requiredOption('--out <folder>', 'where to write it; files that are there are replaced')
    .option('--bot <username>', 'of the bot whose chat the pages lead to, without @', usernameOf)
    .addOption(
      new Option('--language <language>', 'language of everything but the texts').choices(['nl', 'en']).default('nl'),
    )
    .addHelpText('after', '\nPreviews of links need the public address: set READER_URL.')
    .action(async (options) => (await import('./site.ts')).writeSite(options))

  add(program, 'former', 'keep what an earlier corpus said, so that links to changed quotes show then and now', [
    'bronwijzer former ../corpus-before',
  ])
    .argument('<folder>', 'the corpus as it was before the change')
    .action(async (folder: string) => (await import('./former.ts')).former(folder))

  add(program, 'tune', 'learn the weights from the example questions (minutes)', ['bronwijzer tune']).action(async () =>
    (await import('./tune.ts')).tune(),
  )

  add(program, 'eval', 'measure answers on labelled questions', [
    'bronwijzer eval',
    'bronwijzer eval --without bm25',
    'bronwijzer eval --set questions.jsonl',
  ])
    .addOption(new Option('--without <part>', 'leave a part of the finding out, and write nothing').choices(PARTS))
    .option('--set <file>', 'measure on this file alone, of the format of test/eval/dev.jsonl, and write nothing')
    .option('--misses', 'print every question that found another passage first, or was wrongly answered or refused')
    .action(async (options) => (await import('./eval.ts')).evaluate(options))

  add(program, 'reports', 'list reports of wrong quotes, or turn one into a question', [
    'bronwijzer reports',
    'bronwijzer reports --example 2 --passage ihd5fxqo',
    'bronwijzer reports --off-topic 3 --question "Wat kost een rolstoel?"',
    'bronwijzer reports --not-a-fault 1 --who Anna --why "De tekst zegt dit echt."',
  ])
    .option(
      '--example <number>',
      'add the question of this report to the example questions of --passage',
      wholeNumber(1),
    )
    .option(
      '--off-topic <number>',
      'add the question of this report to those that the sources do not answer',
      wholeNumber(1),
    )
    .option(
      '--not-a-fault <number>',
      'note that nothing is wrong: who sees the next report like it reads --why',
      wholeNumber(1),
    )
    .option('--remove <number>', 'remove this report', wholeNumber(1))
    .option('--passage <id>', 'the passage that does answer the question')
    .option('--question <text>', 'other words for the question, or the question when the report has none')
    .option('--who <name>', 'who found that nothing is wrong')
    .option('--why <text>', 'why nothing is wrong')
    .addHelpText(
      'after',
      '\nA report that became a question is removed. Then run "bronwijzer check" and "bronwijzer tune".',
    )
    .action(async (options) => (await import('./reports.ts')).reports(options))

  add(program, 'config', 'print every setting: meaning, default and value; no secrets', [
    'bronwijzer config',
    'bronwijzer config --example > .env.example',
  ])
    .option('--example', 'print the file .env.example instead')
    .action(async (options) => (await import('./config.ts')).printConfig(options))

  add(program, 'doctor', 'check everything that the bot needs, and say what to do', ['bronwijzer doctor']).action(
    async () => (await import('./doctor.ts')).doctor(),
  )

  return program
}

const EXAMPLES = new WeakMap<Command, readonly string[]>()

/** Adds a subcommand with its summary, which is its line in the program's help, and examples of its use. */
function add(program: Command, name: string, summary: string, examples: readonly [string, ...string[]]): Command {
  const command = program
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .helpOption('-h, --help', 'print this help')
    .allowExcessArguments(false)
    .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  ${line}`)].join('\n'))
  EXAMPLES.set(command, examples)
  return command
}

function upTo(most: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (Number.isInteger(number) && number >= 1 && number <= most) return number
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`)
  }
}

function usernameOf(value: string): string {
  const name = value.replace(/^@/, '')
  if (/^\w{4,32}$/.test(name)) return name
  throw new InvalidArgumentError('Expected a username such as bronwijzer_bot.')
}

function readVersion(): string {
  return JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')).version
}
