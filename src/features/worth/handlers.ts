import type { Ctx, Outcome } from "../../chat/feature.ts";
import { worthCard } from "./cards.ts";
import { readWorth } from "./store.ts";
import { gone } from "./texts.ts";

export async function pressExplain(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const worth = await readWorth(ctx.scope, id);
  return worth ? { show: worthCard(worth, ctx) } : { refuse: gone };
}
