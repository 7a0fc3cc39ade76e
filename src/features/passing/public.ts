import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change } from "../../core/scope.ts";
import { revise, tell, tellThread } from "../../notify/tell.ts";
import {
  addEvent,
  approvalCard,
  approvalOf,
  auditApproval,
  keyOf,
  lineCard,
  makeInvalid,
  type Paper,
  passTo,
  type Sheet,
  saveApproval,
  sheetsOf,
  tellAdmins,
} from "../approvals/public.ts";
import { passedOnCard } from "./cards.ts";
import { texts } from "./texts.ts";

export { openPapers } from "./store.ts";

/**
 * The customer of a paper has a new owner, whose paper it is from now on. Where that one has signed it already a paper
 * under way becomes invalid, for nobody signs their own. False when it is not passed on.
 */
export async function passOn(
  change: Change,
  paper: Paper,
  { id, to }: { readonly id: string; readonly to: MemberId },
): Promise<boolean> {
  const approval = await approvalOf(change, paper.subject, id);
  if (!approval || approval.requesterId === to) return false;
  const verdict = passTo(approval, to);
  if ("problem" in verdict) {
    if (verdict.problem.kind === "twice") await makeInvalid(change, { paper, approval, why: NEW_OWNER_SIGNED });
    return false;
  }
  if (!(await saveApproval(change, approval, verdict.approval))) return false;
  addEvent(change, approval.id, { what: "passedOn" });
  await auditApproval(change, { before: approval, after: verdict.approval, what: "passedOn" });
  await paper.passOn(change, id, to);
  const [sheet] = await sheetsOf(change, paper, [verdict.approval]);
  if (sheet) await tellAll(change, sheet);
  return true;
}
const NEW_OWNER_SIGNED: InBoth = {
  en: "The customer's new owner has signed it, and nobody signs their own. Ask anew if it is still needed.",
  zh: "客户的新负责人已经签过这张单子，不能又批又用。还需要的话请重新申请。",
};

/** Every card says whose it is by now, and they hear of it. Whoever was to sign it next may not any more. */
const tellAll = async (change: Change, sheet: Sheet): Promise<void> => {
  const { approval, names, next } = sheet;
  const { state, requesterId: member, version } = approval;
  const key = keyOf(approval);
  await revise(change, key, (reader) => approvalCard(sheet, reader));
  await tell(change, {
    key: `${key}:passedOn:${version}`,
    to: { member },
    card: (reader) => passedOnCard(sheet, reader),
  });
  if (state !== "waiting") return;
  await tellThread(change, {
    key: `${key}:thread:${version}`,
    subject: key,
    card: ({ language }) => lineCard("waiting", texts[language].passedOn({ name: names.get(member) ?? "—" })),
  });
  if (next.length === 0) await tellAdmins(change, sheet);
};
