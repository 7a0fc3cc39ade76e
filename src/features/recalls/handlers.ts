import type { Ctx, Outcome } from "../../chat/feature.ts";
import { recallsCard } from "./cards.ts";
import { readRecalls, undoHoursOf } from "./store.ts";

const PAGE = 8;

/** What was handed over lately and is theirs to take back, whoever did it. */
export async function pressList(
  { scope, language, zone }: Ctx,
  { after }: { readonly after?: string | undefined },
): Promise<Outcome> {
  const page = await readRecalls(scope, { size: PAGE, ...(after !== undefined && { after }) });
  return { show: recallsCard(page, { language, zone, hours: await undoHoursOf(scope) }) };
}
