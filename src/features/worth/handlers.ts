import type { Ctx, Outcome } from "../../chat/feature.ts";
import { throughMerges } from "../customers/public.ts";
import { worthCard } from "./cards.ts";
import { readWorth } from "./store.ts";
import { gone } from "./texts.ts";

export async function pressExplain(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const worth = await throughMerges(ctx.scope, id, (one) => readWorth(ctx.scope, one));
  return worth ? { show: worthCard(worth, ctx) } : { refuse: gone };
}
