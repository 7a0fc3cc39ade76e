import type { Ctx, Outcome } from "../../chat/feature.ts";
import { approvalsOf, sheetsOf } from "../approvals/public.ts";
import { feePaper } from "../fees/public.ts";
import { ownCard } from "./cards.ts";
import { readOwn } from "./store.ts";

const PAGE = 8;

/** The papers that the reader has, page by page. */
export async function pressList(ctx: Ctx, { after }: { readonly after?: string | undefined }): Promise<Outcome> {
  const { rows, next, count } = await readOwn(ctx.scope, { size: PAGE, ...(after !== undefined && { after }) });
  const ids = rows.map(({ id }) => id);
  const known = new Map((await approvalsOf(ctx.scope, feePaper.subject, ids)).map((one) => [one.subjectId, one]));
  const approvals = ids.flatMap((id) => known.get(id) ?? []);
  const sheets = await sheetsOf(ctx.scope, feePaper, approvals);
  return { show: ownCard({ sheets, count, next }, { language: ctx.language, member: ctx.who.id }) };
}
