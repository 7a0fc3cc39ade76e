import { dateIn } from "../../core/dates.ts";
import { currency, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { visibleDeals } from "../../data/scope.ts";
import { sayRole } from "../../domain/roles.ts";
import { sayStage } from "../../domain/stages.ts";
import { standingsOf } from "../approvals/public.ts";
import { flagsTold, readFees, sayFlags, sayPurpose } from "../fees/public.ts";
import { inflowsOf } from "../inflows/public.ts";
import { amountOf, customersSeen, dayOf, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { dueDeals } from "../receipts/public.ts";
import { APPROVALS, DUE, STEPS, texts } from "./texts.ts";

/** Papers are read as their cards are: by whoever may read them. */
const papersSeen = async (scope: Scope, { language, zone, after }: Wanted) => {
  const { organizationId, memberId } = scope;
  const select = { id: true, requesterId: true, createdAt: true } as const;
  const found = await from(scope).fee.findMany({ ...page({ organizationId }, after), select });
  const fees = await readFees(scope, idsOf(found));
  const filed = new Map(found.map((row) => [row.id, row]));
  const standings = await standingsOf(scope, "fee", idsOf(fees));
  const names = await namesOf(scope);
  const papers = fees.map((fee) => {
    const row = filed.get(fee.id);
    const { state, askerId } = standings.get(fee.id) ?? {};
    const own = memberId !== null && (row?.requesterId === memberId || askerId === memberId);
    return {
      fee,
      told: {
        number: fee.number,
        filed: row && { day: dateIn(zone, row.createdAt) },
        customer: fee.customerName,
        requester: names(askerId),
        nowWith: names(row?.requesterId),
        purpose: sayPurpose(fee.purpose, language),
        what: fee.what,
        ...{ amount: fee.amount, currency: fee.amount.currency },
        forCompliance: sayFlags(flagsTold(fee.flags, { own }), language),
        approval: state ? APPROVALS[state][language] : "",
      },
    };
  });
  return { papers, names, ids: idsOf(found) };
};

export const readFeePapers = async (scope: Scope, wanted: Wanted) => {
  const { papers, ids } = await papersSeen(scope, wanted);
  const t = texts[wanted.language];
  const rows = papers.map(({ fee, told }) => ({
    ...told,
    recipients: fee.recipients.map(({ name }) => name).join(t.and),
    tender: fee.tender === null ? "" : t[fee.tender ? "yes" : "no"],
  }));
  return { rows, ids };
};

/** The gift and hospitality register: of each recipient the share that was asked for. */
export const readRegister = async (scope: Scope, wanted: Wanted) => {
  const { papers, ids } = await papersSeen(scope, wanted);
  const feeId = { in: papers.map(({ fee }) => fee.id) };
  const given = await from(scope).feeRecipient.findMany({ where: { organizationId: scope.organizationId, feeId } });
  const shares = new Map(given.map((row) => [`${row.feeId} ${row.contactId}`, row.amountMinor]));
  const rows = papers.flatMap(({ fee, told }) =>
    fee.recipients.map(({ id, name, publicSector }) => ({
      ...{ ...told, contact: name, publicSector: publicSector ? texts[wanted.language].yes : "" },
      ...amountOf("amount", shares.get(`${fee.id} ${id}`) ?? null, fee.amount.currency),
    })),
  );
  return { rows, ids };
};

/** Every step of the papers in sight: who signed, for whom, when and why; and who has yet to. */
export const readSignatures = async (scope: Scope, wanted: Wanted) => {
  const { papers, names, ids } = await papersSeen(scope, wanted);
  const { language, zone } = wanted;
  const subjectId = { in: papers.map(({ fee }) => fee.id) };
  const approvals = await from(scope).approval.findMany({
    where: { organizationId: scope.organizationId, subject: "fee", subjectId },
    include: { steps: { orderBy: { position: "asc" } } },
  });
  const of = new Map(approvals.map((approval) => [approval.subjectId, approval]));
  const rows = papers.flatMap(({ fee, told }) => {
    const approval = of.get(fee.id);
    return (approval?.steps ?? []).map((step) => {
      const open = step.position === approval?.step ? STEPS.waiting : STEPS.ahead;
      const undecided = approval?.state === "waiting" ? open : STEPS.dropped;
      const decided = step.approved ? APPROVALS.approved : APPROVALS.rejected;
      return {
        ...{
          ...told,
          step: sayRole(step.role, language),
          signer: names(step.decidedById),
          signedFor: names(step.forId),
        },
        state: (step.decidedAt ? decided : undecided)[language],
        ...{ signed: step.decidedAt ? { day: dateIn(zone, step.decidedAt) } : undefined, why: step.reason ?? "" },
      };
    });
  });
  return { rows, ids };
};

/** Deals whose money finance has yet to confirm, or of whose contract more is to come. */
export const readDue = async (scope: Scope, { language, after }: Wanted) => {
  const found = await from(scope).deal.findMany({
    ...page((await dueDeals(scope))(), after),
    include: { customer: { select: { name: true } } },
  });
  const deals = found.map((row) => ({ row, ...asPaid(row) }));
  const inflow = await inflowsOf(scope, deals, (await organizationOf(scope)).currency);
  const names = await namesOf(scope);
  const rows = deals.map(({ row, ...deal }) => ({
    ...{ deal: row.name, customer: row.customer?.name ?? "", owner: names(row.ownerId) },
    ...{ stage: sayStage(row.stage, language), received: inflow(deal).collected },
    ...amountOf("amount", row.amountMinor, inflow(deal).collected.currency),
    state: DUE[row.moreDueSince ? "toCome" : "waiting"][language],
  }));
  return { rows, ids: idsOf(found) };
};
const asPaid = (row: { readonly id: string; readonly amountMinor: bigint | null; readonly currency: string }) => ({
  id: row.id,
  amount: row.amountMinor === null ? null : money(row.amountMinor, currency(row.currency)),
});

/** Money that came in, for deals or from customers in sight. */
export const readCollections = async (scope: Scope, { after }: Wanted) => {
  const { organizationId } = scope;
  const found = await from(scope).collection.findMany(page({ organizationId }, after));
  const deals = await dealsSeen(
    scope,
    found.flatMap(({ dealId }) => dealId ?? []),
  );
  const ids = found.flatMap(({ customerId }) => customerId ?? []);
  const seen = await customersSeen(scope, ids, { all: scope.roles.has("finance") });
  const names = await namesOf(scope);
  const rows = found.flatMap((row) => {
    const deal = deals.get(row.dealId ?? "");
    const customer = seen(row.customerId) || (deal?.customer?.name ?? "");
    if (deal === undefined && customer === "") return [];
    return [
      {
        ...{ date: dayOf(row.receivedOn), customer, deal: deal?.name ?? "", by: names(row.confirmedById) },
        ...amountOf("amount", row.amountMinor, row.currency),
      },
    ];
  });
  return { rows, ids: idsOf(found) };
};

const dealsSeen = async (scope: Scope, ids: readonly string[]) => {
  const rows = await from(scope).deal.findMany({
    where: { AND: [visibleDeals(scope), { id: { in: [...new Set(ids)] } }] },
    select: { id: true, name: true, customer: { select: { name: true } } },
  });
  return new Map(rows.map((row) => [row.id, row]));
};

/** What the company sells: everybody's to know. */
export const readProducts = async (scope: Scope, { after }: Wanted) => {
  const found = await from(scope).product.findMany(page({ organizationId: scope.organizationId }, after));
  const rows = found.map(({ name, series, priceMinor, currency: code }) => ({
    ...{ product: name, series: series ?? "" },
    ...amountOf("price", priceMinor, code),
  }));
  return { rows, ids: idsOf(found) };
};
