import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { revise, tell } from "../../notify/tell.ts";
import { stateCard } from "./cards.ts";
import type { AccountRequest } from "./rules.ts";
import { decideRequest, readOpenAbout, readRequest } from "./store.ts";

export { askButton, offerCard } from "./cards.ts";

export const about = ({ id }: Pick<AccountRequest, "id">): string => `account:${id}`;

/** What a request has come to: its cards say so, and whoever asked hears of it. Undefined when it was decided before. */
export async function endRequest(
  change: Change,
  request: AccountRequest,
  how: Parameters<typeof decideRequest>[2],
): Promise<AccountRequest | undefined> {
  if (!(await decideRequest(change, request, how))) return undefined;
  const ended = await readRequest(change, request.id);
  if (!ended) return undefined;
  await revise(change, about(ended), (reader) => stateCard(ended, reader));
  if (ended.requester.id !== change.memberId) await tellRequester(change, ended);
  return ended;
}

/** How it stands, to whoever asked. */
export const tellRequester = (change: Change, request: AccountRequest): Promise<void> =>
  tell(change, {
    key: `account:${request.id}:${request.state}`,
    to: { member: request.requester.id },
    card: (reader) => stateCard(request, reader, { still: true }),
  });

/** What becomes of each request when an account came to this. An edit ends none: only who made it knows what for. */
const ENDS = {
  closed: { close: "done", change: "overtaken", reopen: "overtaken" },
  opened: { reopen: "done", change: undefined, close: undefined },
} as const;

/** An account was closed, or is open again: what was asked of it and is done, or is not needed, waits no more. */
export async function settleRequests(change: Change, memberId: MemberId, came: keyof typeof ENDS): Promise<void> {
  for (const request of await readOpenAbout(change, memberId)) {
    const state = ENDS[came][request.what];
    if (state) await endRequest(change, request, { state });
  }
}
