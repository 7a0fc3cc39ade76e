import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import type { House } from "./conversation.ts";

export const day = (text: string) => toColumn(plainDate(text));

interface Promised {
  readonly what: string;
  readonly on: string;
  readonly who?: string;
  readonly contactId?: string | null;
}

/** Customers, contacts and promises for a house whose reps are to be reminded. */
export const careData = (house: House) => {
  const db = () => from({ database: house.database.handle });
  return {
    db,
    /** In touch on the day the house opens, unless told otherwise, so that nothing periodic is due. */
    async customer(
      name: string,
      given: Partial<Prisma.CustomerUncheckedCreateInput> = {},
      owner = "李伟",
    ): Promise<string> {
      const { organizationId, segmentId, teamId, people } = house.company;
      const id = newId();
      await db().customer.create({
        data: {
          id,
          organizationId,
          segmentId,
          teamId,
          ownerId: people[owner]!.id,
          name,
          shortNames: [name.slice(0, 2)],
          nameKey: nameKey(name),
          searchText: ` ${nameKey(name)} `,
          firstContactOn: day("2026-01-05"),
          lastContactOn: day("2026-11-22"),
          lastVisitOn: day("2026-11-22"),
          createdAt: house.clock.now(),
          ...given,
        },
      });
      return id;
    },
    async contact(
      customerId: string,
      name: string,
      given: Partial<Prisma.ContactUncheckedCreateInput> = {},
    ): Promise<string> {
      const id = newId();
      const { organizationId } = house.company;
      const createdAt = house.clock.now();
      await db().contact.create({
        data: { id, organizationId, customerId, name, searchText: name, createdAt, ...given },
      });
      return id;
    },
    async promise(customerId: string, { what, on, who = "李伟", contactId = null }: Promised): Promise<string> {
      const { organizationId, people } = house.company;
      const memberId = people[who]!.id;
      const activityId = newId();
      const createdAt = house.clock.now();
      const happenedOn = day("2026-11-10");
      const said = "谈过";
      await db().activity.create({
        data: { id: activityId, organizationId, customerId, memberId, kind: "visit", happenedOn, said, createdAt },
      });
      const id = newId();
      await db().nextStep.create({
        data: {
          id,
          organizationId,
          customerId,
          memberId,
          activityId,
          what,
          dueOn: day(on),
          contactId,
        },
      });
      return id;
    },
  };
};
