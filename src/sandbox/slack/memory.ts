import { deserialize, serialize } from "node:v8";
import type { Channel, Message, StoredFile, User } from "./records.ts";
import type { Workspace } from "./state.ts";

/** What people have said and made since the workspace was seeded. */
interface Memory {
  readonly version: typeof VERSION;
  readonly lastStamp: number;
  readonly users: readonly User[];
  readonly direct: readonly Channel[];
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, Message>>;
  readonly files: ReadonlyMap<string, StoredFile>;
}
const VERSION = 1;
/** Of each conversation the newest are kept. */
const KEPT = 500;

/** The workspace's conversations as bytes, for the next start. Open forms and triggers are not among them. */
export const remember = (space: Workspace): Buffer => {
  const memory: Memory = {
    version: VERSION,
    lastStamp: space.stamps.last,
    users: [...space.users.values()],
    direct: [...space.channels.values()].filter(({ kind }) => kind === "im"),
    messages: new Map([...space.messages].map(([channel, messages]) => [channel, new Map([...messages].slice(-KEPT))])),
    files: space.files,
  };
  return serialize(memory);
};

/** Brings back what was remembered. Who and which channels are seeded stays as the seed says. @throws when the bytes are of another version. */
export const recall = (space: Workspace, bytes: Buffer): void => {
  const memory = deserialize(bytes) as Memory;
  if (memory.version !== VERSION)
    throw new Error(`The sandbox's memory is of version ${memory.version}, not ${VERSION}.`);
  space.stamps.last = memory.lastStamp;
  for (const user of memory.users) if (!space.users.has(user.id)) space.users.set(user.id, user);
  for (const channel of memory.direct) space.channels.set(channel.id, channel);
  for (const [channel, messages] of memory.messages) {
    if (space.channels.has(channel)) space.messages.set(channel, new Map(messages));
  }
  for (const [id, file] of memory.files) space.files.set(id, { ...file, content: Buffer.from(file.content) });
};
