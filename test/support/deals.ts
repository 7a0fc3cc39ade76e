import type { Card } from "../../src/chat/card.ts";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from, type Queries } from "../../src/data/client.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import type { House } from "./conversation.ts";

/** A `date` column's value. */
export const day = (text: string): Date => toColumn(plainDate(text));

/** Puts customers and deals into a house; both are 李伟's unless told otherwise. */
export const dealsOf = (house: House) => {
  const db = (): Queries => from({ database: house.database.handle });
  const common = (owner: string) => {
    const { organizationId, segmentId, teamId, people } = house.company;
    return { id: newId(), organizationId, segmentId, teamId, ownerId: people[owner]!.id, createdAt: house.clock.now() };
  };
  return {
    db,
    async makeCustomer(name: string, owner = "李伟"): Promise<string> {
      const data = { ...common(owner), name, nameKey: nameKey(name), searchText: ` ${nameKey(name)} ` };
      return (await db().customer.create({ data })).id;
    },
    async makeDeal(
      name: string,
      given: Partial<Prisma.DealUncheckedCreateInput> = {},
      owner = "李伟",
    ): Promise<string> {
      const lastForwardOn = day("2026-11-20");
      const data = { ...common(owner), name, currency: "CNY", lastForwardOn, updatedAt: house.clock.now(), ...given };
      return (await db().deal.create({ data })).id;
    },
    /** The cards queued for a person under keys that begin so, oldest first. */
    async cardsTo(name: string, prefix: string): Promise<Card[]> {
      const rows = await db().outgoingMessage.findMany({
        where: { memberId: house.company.people[name]!.id, key: { startsWith: prefix } },
        orderBy: { seq: "asc" },
      });
      return rows.map(({ card }) => card as unknown as Card);
    },
    movesOf: (dealId: string) => db().dealMove.findMany({ where: { dealId }, orderBy: { at: "asc" } }),
    theDeal: (id: string) => db().deal.findUniqueOrThrow({ where: { id } }),
  };
};
