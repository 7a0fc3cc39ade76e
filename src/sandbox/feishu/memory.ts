import { deserialize, serialize } from "node:v8";
import { type Moves, move, movesOf } from "../moves.ts";
import type { Chat, Message, SlashCommand, StoredFile, User } from "./records.ts";
import type { Tenant } from "./state.ts";

/** What people have said and made since the tenant was seeded. */
interface Memory {
  readonly version: typeof VERSION;
  readonly lastTime: number;
  readonly users: readonly User[];
  readonly direct: readonly Chat[];
  /** Groups that the seed does not have. Absent, as the next, in what was kept before they were. */
  readonly groups?: readonly Chat[];
  /** What was changed in those that it has. */
  readonly moves?: ReadonlyMap<string, Changed>;
  readonly messages: readonly Message[];
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly slashCommands: ReadonlyMap<string, SlashCommand>;
  readonly sent: Tenant["sent"];
}

/** How a group differs from its seed. */
interface Changed extends Moves {
  readonly withBot?: boolean;
  readonly dissolved: boolean;
}
const VERSION = 1;
/** Of each conversation the newest are kept. */
const KEPT = 500;

/** The tenant's conversations as bytes, for the next start. Tokens are not among them. */
export const remember = (space: Tenant): Buffer => {
  const chats = [...space.chats.values()];
  const memory: Memory = {
    version: VERSION,
    lastTime: space.lastTime,
    users: [...space.users.values()],
    direct: chats.filter(({ kind }) => kind === "p2p"),
    groups: chats.filter(({ id, kind }) => kind !== "p2p" && !space.seeded.has(id)),
    moves: new Map(
      chats.flatMap((chat) => {
        const seed = space.seeded.get(chat.id);
        return seed ? [[chat.id, changesOf(chat, seed)] as const] : [];
      }),
    ),
    messages: chats.flatMap(({ id }) => space.messages.in(id).slice(-KEPT)),
    files: space.files,
    slashCommands: space.slashCommands,
    sent: space.sent,
  };
  return serialize(memory);
};

const changesOf = (chat: Chat, seed: Pick<Chat, "members" | "withBot">): Changed => ({
  ...movesOf(seed.members, chat.members),
  ...(chat.withBot !== seed.withBot && { withBot: chat.withBot }),
  dissolved: chat.dissolved,
});

const changeAgain = (chat: Chat, { withBot, dissolved, ...moves }: Changed): void => {
  move(chat.members, moves);
  if (withBot !== undefined) chat.withBot = withBot;
  if (dissolved) chat.dissolved = true;
};

/**
 * Brings back what was remembered: who came and left, too. The app is as the seed says, with its scopes and whom it is
 * there for: nothing changes them while it runs, and what a newer manifest asks for must count. @throws when the bytes are
 * of another version.
 */
export const recall = (space: Tenant, bytes: Buffer): void => {
  const memory = deserialize(bytes) as Memory;
  if (memory.version !== VERSION)
    throw new Error(`The sandbox's memory is of version ${memory.version}, not ${VERSION}.`);
  space.lastTime = memory.lastTime;
  for (const user of memory.users) {
    const known = space.users.get(user.openId);
    if (!known) space.users.set(user.openId, user);
    else if (user.deactivated) known.deactivated = true;
  }
  for (const chat of [...memory.direct, ...(memory.groups ?? [])]) space.chats.set(chat.id, chat);
  for (const [id, moves] of memory.moves ?? []) {
    const chat = space.chats.get(id);
    if (chat) changeAgain(chat, moves);
  }
  for (const message of memory.messages) if (space.chats.has(message.chatId)) space.messages.keep(message);
  for (const [key, file] of memory.files) space.files.set(key, { ...file, content: Buffer.from(file.content) });
  for (const [id, command] of memory.slashCommands) space.slashCommands.set(id, command);
  for (const [uuid, sent] of memory.sent) space.sent.set(uuid, sent);
};
