import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { managesPeople } from "../../domain/roles.ts";
import { tell } from "../../notify/tell.ts";
import { showPerson, whoIsBeyond, whoMayChange } from "../people/public.ts";
import { requestCard, stateCard } from "./cards.ts";
import { askForm, declineForm } from "./forms.ts";
import { about, endRequest } from "./public.ts";
import { ACCOUNT_CHANGES, type AccountRequest } from "./rules.ts";
import { holdPeople, keepRequest, readColleague, readRequest } from "./store.ts";
import { refusals, texts } from "./texts.ts";

export async function pressBegin(ctx: Ctx, { id }: { readonly id?: string | undefined }): Promise<Outcome> {
  const person = id === undefined ? undefined : await readColleague(ctx.scope, id);
  if (!person) return { ask: open(askForm, {}) };
  const whom = { value: person.id, label: person.name };
  const what = { value: "reopen", label: texts[ctx.language].reopen };
  return { ask: open(askForm, {}, { seeds: { whom, ...(!person.open && { what }) } }) };
}

const decides = async (scope: Scope, { id }: AccountRequest["person"]): Promise<boolean> =>
  managesPeople(scope) && (await whoIsBeyond(scope, [id])) === undefined;

export const submitAsk = (ctx: Ctx, values: ValuesIn<typeof askForm>): Promise<Outcome> =>
  ctx.change(async (change) => {
    const t = texts[ctx.language];
    const words = values.words.trim();
    const what = ACCOUNT_CHANGES.find((each) => each === values.what) ?? "change";
    if (words === "") return { fix: { words: t.noWords } };
    await holdPeople(change);
    const person = await readColleague(change, values.whom);
    if (!person) return { fix: { whom: t.notThere } };
    if (person.open === (what === "reopen")) return { fix: { what: person.open ? t.openAlready : t.closedAlready } };
    if (await decides(change, person)) return { fix: { whom: t.yourself(person) } };
    const { id, made } = await keepRequest(change, { memberId: person.id, what, words });
    const request = await readRequest(change, id);
    if (!request) return { refuse: refusals.gone };
    if (made) await tellDeciders(change, request, {});
    return { show: stateCard(request, ctx) };
  });

/** Whoever may change the person has a card of what is asked; `still`: once more. */
export async function tellDeciders(
  change: Change,
  request: AccountRequest,
  { still = false }: { readonly still?: boolean },
): Promise<void> {
  const look = showPerson.with({ id: request.person.id });
  for (const member of await whoMayChange(change, request.person.id))
    await tell(change, {
      key: `account:${request.id}:${still ? "still" : "asked"}:${member}`,
      to: { member },
      about: about(request),
      asks: true,
      card: (reader) => requestCard(request, reader, { look, still }),
    });
}

interface Seen {
  readonly id: string;
  readonly version: number;
}
/** The request as it was seen, for who decides on it; or why not. */
async function seenRequest(
  ctx: Ctx,
  scope: Scope,
  { id, version }: Seen,
): Promise<{ readonly request: AccountRequest } | { readonly outcome: Outcome }> {
  const request = await readRequest(scope, id);
  if (!request || !(await decides(scope, request.person))) return { outcome: { refuse: refusals.gone } };
  if (request.version !== version || request.state !== "open") return { outcome: decided(ctx, request) };
  return { request };
}
const decided = (ctx: Ctx, request: AccountRequest): Outcome => ({
  refuse: refusals.decided,
  stale: stateCard(request, ctx),
});

const end = (ctx: Ctx, seen: Seen, how: Parameters<typeof endRequest>[2]): Promise<Outcome> =>
  ctx.change(async (change): Promise<Outcome> => {
    const found = await seenRequest(ctx, change, seen);
    if ("outcome" in found) return found.outcome;
    const { what } = found.request;
    if (how.state === "done" && what !== "change")
      return { refuse: what === "close" ? refusals.stillOpen : refusals.stillClosed };
    const ended = await endRequest(change, found.request, how);
    if (ended) return { replace: stateCard(ended, ctx) };
    const meanwhile = await readRequest(change, seen.id);
    return meanwhile ? decided(ctx, meanwhile) : { refuse: refusals.gone };
  });

export const pressDone = (ctx: Ctx, seen: Seen): Promise<Outcome> => end(ctx, seen, { state: "done" });

export async function pressDecline(ctx: Ctx, seen: Seen): Promise<Outcome> {
  const found = await seenRequest(ctx, ctx.scope, seen);
  if ("outcome" in found) return found.outcome;
  return { ask: open(declineForm, { ...seen, name: found.request.person.name }) };
}

export const submitDecline = async (
  ctx: Ctx,
  values: ValuesIn<typeof declineForm>,
  { id, version }: Seen,
): Promise<Outcome> => {
  const reason = values.reason.trim();
  if (reason === "") return { fix: { reason: texts[ctx.language].noReason } };
  return end(ctx, { id, version }, { state: "declined", reason });
};
