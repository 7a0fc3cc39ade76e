import { type GivenFile, LARGEST_FILE } from "../chat/port.ts";
import { newId } from "../core/ids.ts";
import type { Change, DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";

/** Milliseconds: longer than a message is tried. */
const KEPT = 2 * 24 * 60 * 60_000;

/**
 * Keeps a file until it is delivered with the message of that key. Undefined when there is such a message already.
 * @throws RangeError when it is empty, or larger than platforms take
 */
export async function keepFile(change: Change, key: string, { name, bytes }: GivenFile): Promise<string | undefined> {
  if (bytes.byteLength === 0 || bytes.byteLength > LARGEST_FILE)
    throw new RangeError(`A file of ${bytes.byteLength} bytes cannot be sent.`);
  const { organizationId, at } = change;
  const where = { organizationId_key: { organizationId, key } };
  if (await from(change).outgoingMessage.findUnique({ where, select: { id: true } })) return undefined;
  const id = newId();
  const expiresAt = new Date(at.getTime() + KEPT);
  await from(change).storedFile.create({
    data: { id, organizationId, name, bytes: Buffer.from(bytes), expiresAt },
    select: { id: true },
  });
  return id;
}

/** Undefined when it has been cleared away. */
export async function fileOf(database: DatabaseHandle, id: string): Promise<GivenFile | undefined> {
  const row = await from({ database }).storedFile.findUnique({ where: { id }, select: { name: true, bytes: true } });
  return row ?? undefined;
}

export async function dropFile(change: Change, id: string): Promise<void> {
  await from(change).storedFile.deleteMany({ where: { id, organizationId: change.organizationId } });
}
