/** The part of the database that is ours. */
export const SCHEMA = 'bronwijzer_settings'

/**
 * By which the tables of one version become those of the next: only ever added to. No text of a message is in any of them. Chats and
 * people stand there by their numbers only where a chat chose something; else by a code that nobody can turn back without BOT_TOKEN.
 */
export const STEPS: readonly string[] = [
  `
  -- What chats chose.
  CREATE TABLE ${SCHEMA}.chats (
    bot bigint NOT NULL, chat bigint NOT NULL, chosen jsonb NOT NULL,
    PRIMARY KEY (bot, chat)
  );
  -- What people report: no name, no chat, no time, no question.
  CREATE TABLE ${SCHEMA}.reports (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bot bigint NOT NULL, passages text[] NOT NULL, kind text NOT NULL
  );
  -- Bots that run, until they fail to say so.
  CREATE TABLE ${SCHEMA}.instances (
    id uuid PRIMARY KEY, bot bigint NOT NULL, address text NOT NULL, alive_until timestamptz NOT NULL
  );
  -- Updates that were received, for a day. The chat is a code, and forgotten once the update has been handled.
  CREATE TABLE ${SCHEMA}.updates (
    bot bigint NOT NULL, id bigint NOT NULL, chat bytea, turn bigint GENERATED ALWAYS AS IDENTITY, instance uuid NOT NULL,
    claimed timestamptz NOT NULL DEFAULT now(), done boolean NOT NULL DEFAULT false,
    PRIMARY KEY (bot, id)
  );
  CREATE INDEX ON ${SCHEMA}.updates (chat, turn) WHERE NOT done;
  CREATE INDEX ON ${SCHEMA}.updates (claimed);
  -- The instance that remembers a conversation; the chat is a code.
  CREATE TABLE ${SCHEMA}.homes (
    chat bytea PRIMARY KEY, instance uuid NOT NULL, until timestamptz NOT NULL
  );
  -- How much was asked: whose, is a code. Need not outlive a crash.
  CREATE UNLOGGED TABLE ${SCHEMA}.counters (
    key bytea PRIMARY KEY, count integer NOT NULL, refusals integer NOT NULL, until timestamptz NOT NULL
  );
  `,
]
