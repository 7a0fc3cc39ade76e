import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { isAdmin } from "../../domain/roles.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { tell } from "../../notify/tell.ts";
import { tellOfMovedWork } from "../leaving/public.ts";
import { withUndo } from "../reopening/public.ts";
import { noticeCard } from "./cards.ts";
import { closeTeamForm } from "./forms.ts";
import { closeSegment, closeTeam, readOpenTeam, undoHoursOf } from "./store.ts";
import { customersInSegment, refusals, sayInside, teamsInSegment, texts } from "./texts.ts";

export async function pressCloseTeam(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const team = await readOpenTeam(ctx.scope, id);
  if (!team) return { refuse: refusals.gone };
  const { name, version, inside } = team;
  return { ask: open(closeTeamForm, { id, version, name, inside }) };
}

export async function submitCloseTeam(
  ctx: Ctx,
  { into }: ValuesIn<typeof closeTeamForm>,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const t = texts[ctx.language];
  return ctx.change(async (change): Promise<Outcome> => {
    const done = await closeTeam(change, { id, version, into }, ctx.today);
    if (done === "stale") return { refuse: refusals.stale };
    if (done === "no_such_team") return { fix: { into: t.noSuchTeam } };
    if (done === "to_choose") return { fix: { into: t.toChoose } };
    if (done === "the_last") return { fix: { into: t.theLast } };
    const { closed, into: taking, moved, fees } = done;
    const { name } = closed;
    const heir = taking?.name;
    if (taking) await tellOfMovedWork(change, { was: id, teamId: taking.id, fees });
    if (heir !== undefined)
      for (const to of moved.filter((each) => each !== ctx.who.id))
        await tell(change, {
          key: `closing:${done.id}:${to}`,
          to: { member: to },
          card: ({ language }) =>
            noticeCard(
              "done",
              texts[language].youMoved({ into: heir }),
              texts[language].youMovedText({ name, by: ctx.who.name }),
            ),
        });
    const inside = sayInside(closed.inside, ctx.language);
    const detail = heir !== undefined ? t.movedTo({ into: heir, inside }) : t.nothingMoved;
    const until = undoEnds(change.at, await undoHoursOf(change));
    return { show: withUndo(noticeCard("done", t.closed({ name }), detail), done.id, { ...ctx, until }) };
  });
}

export async function pressCloseSegment(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const t = texts[ctx.language];
  return ctx.change(async (change): Promise<Outcome> => {
    const done = await closeSegment(change, id, ctx.today);
    if (done === "gone") return { refuse: refusals.gone };
    if ("teams" in done) return { refuse: teamsInSegment(done.name, done.teams) };
    if ("customers" in done) return { refuse: customersInSegment(done.name) };
    return { show: noticeCard("done", t.closed({ name: done.closed }), t.segmentClosedText) };
  });
}
