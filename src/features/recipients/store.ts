import { isId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import { nameKey } from "../../domain/names.ts";
import { peopleNamed } from "../finding/public.ts";

/** A contact who may be given something. */
export interface FeeContact {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly publicSector: boolean;
  readonly customerId: string;
  readonly customer: { readonly name: string; readonly flags: readonly CustomerFlag[] };
}

type ContactQuery =
  | { readonly ids: readonly string[] }
  | { readonly typed: string; readonly customerId?: string | undefined };

/** Offered at once. */
const MOST = 50;

/** A name without a letter or digit has no key, and an empty key would be part of every name. */
const contactsNamed = (typed: string): Prisma.ContactWhereInput => {
  const literally: Prisma.ContactWhereInput = { name: { contains: typed.trim(), mode: "insensitive" } };
  return nameKey(typed) === "" ? literally : { OR: [{ searchText: { contains: nameKey(typed) } }, literally] };
};

/** Among all that are in sight the index is asked: people called so, else those of customers called so. */
async function anywhere(scope: Scope, typed: string): Promise<Prisma.ContactWhereInput> {
  const { contactIds, customerIds } = await peopleNamed(scope, typed, { limit: MOST });
  return contactIds.length > 0 ? { id: { in: [...contactIds] } } : { customerId: { in: [...customerIds] } };
}

async function asked(scope: Scope, query: ContactQuery): Promise<Prisma.ContactWhereInput> {
  if ("ids" in query) return { id: { in: query.ids.filter(isId) } };
  const { typed, customerId } = query;
  return customerId === undefined ? anywhere(scope, typed) : { customerId, ...contactsNamed(typed) };
}

/** Contacts of customers the scope may see: these ones, or by name, of one customer or all. */
export async function findContacts(scope: Scope, query: ContactQuery): Promise<FeeContact[]> {
  const rows = await from(scope).contact.findMany({
    where: { AND: [{ customer: visibleCustomers(scope), erasedAt: null }, await asked(scope, query)] },
    include: { customer: { select: { name: true, shortNames: true, flags: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(({ id, name, title, publicSector, customerId, customer }) => ({
    ...{ id, name, title, publicSector, customerId },
    customer: { name: customer.shortNames[0] ?? customer.name, flags: customer.flags },
  }));
}
