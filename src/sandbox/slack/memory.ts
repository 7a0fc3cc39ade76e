import { deserialize, serialize } from "node:v8";
import { type Moves, move, movesOf } from "../moves.ts";
import type { Channel, Message, StoredFile, User } from "./records.ts";
import type { Workspace } from "./state.ts";

/** What people have said and made since the workspace was seeded. */
interface Memory {
  readonly version: typeof VERSION;
  readonly lastStamp: number;
  readonly users: readonly User[];
  readonly direct: readonly Channel[];
  /** Channels that the seed does not have. Absent, as the next, in what was kept before they were. */
  readonly made?: readonly Channel[];
  /** Who came into those that it has, and who left. */
  readonly moves?: ReadonlyMap<string, Moves>;
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, Message>>;
  readonly files: ReadonlyMap<string, StoredFile>;
}
const VERSION = 1;
/** Of each conversation the newest are kept. */
const KEPT = 500;

/** The workspace's conversations as bytes, for the next start. Open forms and triggers are not among them. */
export const remember = (space: Workspace): Buffer => {
  const channels = [...space.channels.values()];
  const memory: Memory = {
    version: VERSION,
    lastStamp: space.stamps.last,
    users: [...space.users.values()],
    direct: channels.filter(({ kind }) => kind === "im"),
    made: channels.filter(({ id, kind }) => kind !== "im" && !space.seeded.has(id)),
    moves: new Map(
      channels.flatMap(({ id, members }) => {
        const seed = space.seeded.get(id);
        return seed ? [[id, movesOf(seed, members)] as const] : [];
      }),
    ),
    messages: new Map([...space.messages].map(([channel, messages]) => [channel, new Map([...messages].slice(-KEPT))])),
    files: space.files,
  };
  return serialize(memory);
};

/** Brings back what was remembered: who came and left, too. The app is as the seed says. @throws when the bytes are of another version. */
export const recall = (space: Workspace, bytes: Buffer): void => {
  const memory = deserialize(bytes) as Memory;
  if (memory.version !== VERSION)
    throw new Error(`The sandbox's memory is of version ${memory.version}, not ${VERSION}.`);
  space.stamps.last = memory.lastStamp;
  for (const user of memory.users) {
    const known = space.users.get(user.id);
    if (!known) space.users.set(user.id, user);
    else if (user.deactivated) known.deactivated = true;
  }
  for (const channel of [...memory.direct, ...(memory.made ?? [])]) space.channels.set(channel.id, channel);
  for (const [id, moves] of memory.moves ?? []) {
    const channel = space.channels.get(id);
    if (channel) move(channel.members, moves);
  }
  for (const [channel, messages] of memory.messages) {
    if (space.channels.has(channel)) space.messages.set(channel, new Map(messages));
  }
  for (const [id, file] of memory.files) space.files.set(id, { ...file, content: Buffer.from(file.content) });
};
