import { z } from "zod";
import { idFrom } from "../core/ids.ts";
import type { Job } from "../core/job.ts";
import type { Change } from "../core/scope.ts";
import { newSignal } from "../core/signal.ts";
import { afterCommit, sqlOf } from "../data/transaction.ts";
import { sender } from "./boss.ts";

/** What the queue holds: which job, for whom, with what. */
export const envelope = z.object({ job: z.string(), organizationId: z.uuid(), payload: z.unknown() });

/** Raised whenever a job was committed in this process. */
export const enqueued = newSignal();

/**
 * Asks for the job in the change's own transaction: it runs if and only if the change is kept. With a `key` it is asked
 * for once: the same key again, within half a day after it was done, asks for nothing.
 * @throws ZodError when the payload is not what the job takes: nothing is kept then.
 */
export async function enqueue<Payload>(
  change: Change,
  job: Job<Payload>,
  request: { readonly payload: Payload; readonly key?: string },
): Promise<void> {
  const { organizationId } = change;
  const content: z.infer<typeof envelope> = {
    job: job.name,
    organizationId,
    payload: job.payload.parse(request.payload),
  };
  await sender.send("jobs", content, {
    ...(request.key !== undefined && { id: idFrom("job", organizationId, job.name, request.key) }),
    retryLimit: job.retries,
    retryDelay: 2,
    retryBackoff: true,
    db: sqlOf(change),
  });
  afterCommit(change, enqueued.raise);
}
