import { deserialize, serialize } from "node:v8";
import type { Chat, Message, SlashCommand, StoredFile, User } from "./records.ts";
import type { Tenant } from "./state.ts";

/** What people have said and made since the tenant was seeded. */
interface Memory {
  readonly version: typeof VERSION;
  readonly lastTime: number;
  readonly users: readonly User[];
  readonly direct: readonly Chat[];
  readonly messages: readonly Message[];
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly slashCommands: ReadonlyMap<string, SlashCommand>;
  readonly sent: Tenant["sent"];
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
    messages: chats.flatMap(({ id }) => space.messages.in(id).slice(-KEPT)),
    files: space.files,
    slashCommands: space.slashCommands,
    sent: space.sent,
  };
  return serialize(memory);
};

/** Brings back what was remembered. Who and which groups are seeded stays as the seed says. @throws when the bytes are of another version. */
export const recall = (space: Tenant, bytes: Buffer): void => {
  const memory = deserialize(bytes) as Memory;
  if (memory.version !== VERSION)
    throw new Error(`The sandbox's memory is of version ${memory.version}, not ${VERSION}.`);
  space.lastTime = memory.lastTime;
  for (const user of memory.users) if (!space.users.has(user.openId)) space.users.set(user.openId, user);
  for (const chat of memory.direct) space.chats.set(chat.id, chat);
  for (const message of memory.messages) if (space.chats.has(message.chatId)) space.messages.keep(message);
  for (const [key, file] of memory.files) space.files.set(key, { ...file, content: Buffer.from(file.content) });
  for (const [id, command] of memory.slashCommands) space.slashCommands.set(id, command);
  for (const [uuid, sent] of memory.sent) space.sent.set(uuid, sent);
};
