import { fromColumn } from "../../core/dates.ts";
import { isId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { visibleDeals, workedDeals } from "../../data/scope.ts";
import type { Contract } from "../../domain/contract.ts";
import type { CustomerFlag, CustomerKind } from "../../domain/customers.ts";
import { ofCustomersNamed } from "../finding/public.ts";

/** A deal as far as a fee is concerned. */
export interface FeeDeal {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  /** Without its flags for who sees no more than its money. */
  readonly customer: Readonly<Record<"id" | "name", string>> & {
    readonly kind: CustomerKind;
    readonly flags: readonly CustomerFlag[];
  };
  readonly contract: Contract;
}

/** Its contract is signed, and it has not come to nothing since. */
const SIGNED = {
  stage: { not: "lost" },
  OR: [{ contractSignedOn: { not: null } }, { papersSigned: true }, { stage: "won" }],
} satisfies Prisma.DealWhereInput;
const signedInSight = (scope: Scope): Prisma.DealWhereInput => ({ AND: [visibleDeals(scope), SIGNED] });

const terms = { id: true, name: true, contractSignedOn: true, papersSigned: true, stage: true } as const;
/** Two of the customer's signed deals: one of them is another than the deal itself. */
const withCustomer = (scope: Scope) =>
  ({
    customer: {
      select: {
        id: true,
        name: true,
        shortNames: true,
        kind: true,
        flags: true,
        deals: { where: signedInSight(scope), select: terms, orderBy: { id: "asc" }, take: 2 },
      },
    },
  }) as const satisfies Prisma.DealInclude;
type DealRow = Prisma.DealGetPayload<{ include: ReturnType<typeof withCustomer> }>;
type Terms = Pick<DealRow, keyof typeof terms>;

const shortest = ({ name, shortNames }: { name: string; shortNames: string[] }): string => shortNames[0] ?? name;
const dayOf = ({ contractSignedOn }: Pick<Terms, "contractSignedOn">) =>
  contractSignedOn && fromColumn(contractSignedOn);
const contractOf = (row: Terms, signed: readonly Terms[]): Contract => {
  const other = signed.find(({ id }) => id !== row.id);
  return {
    signed: row.contractSignedOn !== null || row.papersSigned || row.stage === "won",
    signedOn: dayOf(row),
    lost: row.stage === "lost",
    before: other ? { deal: other.name, signedOn: dayOf(other) } : null,
  };
};
const dealsFrom = async (scope: Scope, rows: readonly DealRow[]): Promise<FeeDeal[]> => {
  const worked = await workedAmong(scope, rows);
  return rows.flatMap(({ customer, ...row }) =>
    customer
      ? {
          id: row.id,
          name: row.name,
          teamId: row.teamId,
          customer: {
            ...{ id: customer.id, name: shortest(customer), kind: customer.kind },
            flags: worked.has(row.id) ? customer.flags : [],
          },
          contract: contractOf(row, customer.deals),
        }
      : [],
  );
};

/** Finance sees the money of every deal, and more of those that are in its sight for another reason too. */
const workedAmong = async (scope: Scope, rows: readonly DealRow[]): Promise<ReadonlySet<string>> => {
  const ids = rows.map(({ id }) => id);
  if (!scope.roles.has("finance")) return new Set(ids);
  const where = { AND: [workedDeals(scope), { id: { in: ids } }] };
  return new Set((await from(scope).deal.findMany({ where, select: { id: true } })).map(({ id }) => id));
};

/** Deals a fee for a new customer can still be asked for: nothing is signed yet, of this deal or another in sight. */
const unsigned = (scope: Scope): Prisma.DealWhereInput => ({
  contractSignedOn: null,
  papersSigned: false,
  stage: { notIn: ["won", "lost"] },
  customer: { is: { deals: { none: signedInSight(scope) } } },
});

/** Deals whose customer has signed nothing, by their own name or the customer's; those that moved last first. */
export const findUnsignedDeals = async (scope: Scope, typed: string, limit: number): Promise<FeeDeal[]> => {
  const named: Prisma.DealWhereInput =
    typed.trim() === ""
      ? {}
      : {
          OR: [{ name: { contains: typed.trim(), mode: "insensitive" } }, ...(await ofCustomersNamed(scope, typed))],
        };
  const rows = await from(scope).deal.findMany({
    where: { AND: [visibleDeals(scope), unsigned(scope), named] },
    include: withCustomer(scope),
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: limit,
  });
  return dealsFrom(scope, rows);
};

/** The deals of these customers that are not lost, signed ones too. */
export const dealsOf = async (scope: Scope, customerIds: readonly string[]): Promise<FeeDeal[]> => {
  const rows = await from(scope).deal.findMany({
    where: { AND: [visibleDeals(scope), { customerId: { in: [...customerIds] }, stage: { not: "lost" } }] },
    include: withCustomer(scope),
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: 50,
  });
  return dealsFrom(scope, rows);
};

/** Undefined when there is none that the scope may see. */
export const dealById = async (scope: Scope, id: string): Promise<FeeDeal | undefined> => {
  if (!isId(id)) return undefined;
  const rows = await from(scope).deal.findMany({
    where: { AND: [visibleDeals(scope), { id }] },
    include: withCustomer(scope),
  });
  return (await dealsFrom(scope, rows))[0];
};

/** Whether the customer has signed with another deal at all, also one that the scope may not see: for compliance alone. */
export const hasSigned = async (scope: Scope, { id, customer }: Pick<FeeDeal, "id" | "customer">): Promise<boolean> => {
  const { organizationId } = scope;
  const others = { organizationId, customerId: customer.id, id: { not: id }, ...SIGNED };
  return (await from(scope).deal.findFirst({ where: others, select: { id: true } })) !== null;
};
