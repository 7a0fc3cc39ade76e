import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { tell } from "../../notify/tell.ts";
import { tellOfMovedWork } from "../leaving/public.ts";
import { reopenTeam } from "./store.ts";
import { refusals, texts } from "./texts.ts";

const noticeCard = (title: string, detail: string, more: readonly string[] = []): Card => ({
  tone: "done",
  title,
  plain: `${title} · ${detail}`,
  text: [detail, ...more],
});

export async function pressUndo(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  if (!ctx.scope.roles.has("admin")) return { refuse: refusals.notAdmin };
  return ctx.change(async (change): Promise<Outcome> => {
    const done = await reopenTeam(change, id);
    if (typeof done === "string") return { refuse: refusals[done] };
    const { name, into, teamId, fees, back, taken } = done;
    if (into) await tellOfMovedWork(change, { was: into.id, teamId, fees });
    for (const to of back.filter((each) => each !== ctx.who.id))
      await tell(change, {
        key: `closing:${id}:undone:${to}`,
        to: { member: to },
        card: ({ language }) => {
          const said = texts[language];
          return noticeCard(said.youAreBack({ name }), said.youAreBackText({ by: ctx.who.name }));
        },
      });
    const t = texts[ctx.language];
    const left = taken.map((one) => t.left({ ...one, platform: sayPlatform(one.platform, ctx.language) }));
    return {
      replace: noticeCard(
        t.reopened({ name }),
        into === undefined ? t.wasEmpty : t.cameBack({ into: into.name }),
        left,
      ),
    };
  });
}
