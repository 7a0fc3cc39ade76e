import { expect } from "vitest";
import { type Card, plainText } from "../../src/chat/card.ts";
import type { Feature } from "../../src/chat/feature.ts";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { approvals } from "../../src/features/approvals/index.ts";
import { fees } from "../../src/features/fees/index.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { papers } from "../../src/features/papers/index.ts";
import { cardText, withConversation } from "./conversation.ts";

export interface Prospect {
  readonly customerId: string;
  readonly dealId: string;
  /** By name. */
  readonly contacts: Readonly<Record<string, string>>;
}

/** A company where special fees are asked for and decided: people, prospects, and what everyone was sent. */
export const withPapers = (at: string, more: readonly Feature[] = []) => {
  const feature = approvals([feePaper]);
  const house = withConversation({ features: [feature, papers([feePaper]), fees, ...more], at });
  const db = () => from({ database: house.database.handle });
  const ids = () => {
    const { organizationId, segmentId, teamId } = house.company;
    return { organizationId, segmentId, teamId };
  };

  const makeMember = async (name: string, roles: ("clerk" | "manager" | "finance" | "rep")[], inTeam = true) => {
    const { organizationId, platform, workspace, teamId } = house.company;
    const id = newId();
    await db().member.create({
      data: { id, organizationId, name, roles, language: "zh", createdAt: house.clock.now() },
    });
    await db().identity.create({ data: { platform, workspace, user: name, organizationId, memberId: id } });
    if (inTeam) await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
    return id;
  };

  /** A customer of 李伟 with contacts and one open deal of ¥10,000. */
  const makeProspect = async (
    name: string,
    given: {
      contacts?: readonly { name: string; publicSector?: boolean }[];
      customer?: Partial<Prisma.CustomerUncheckedCreateInput>;
      deal?: Partial<Prisma.DealUncheckedCreateInput>;
    } = {},
  ): Promise<Prospect> => {
    const { organizationId } = house.company;
    const [customerId, dealId, createdAt] = [newId(), newId(), house.clock.now()];
    const ownerId = house.company.people.李伟!.id;
    await db().customer.create({
      data: {
        ...ids(),
        id: customerId,
        ownerId,
        name,
        nameKey: nameKey(name),
        searchText: searchTextOf(name, given.customer?.shortNames as string[] | undefined),
        createdAt,
        ...given.customer,
      },
    });
    const contacts: Record<string, string> = {};
    for (const contact of given.contacts ?? [{ name: "李工" }]) {
      const id = newId();
      contacts[contact.name] = id;
      await db().contact.create({
        data: { id, organizationId, customerId, searchText: ` ${nameKey(contact.name)}`, createdAt, ...contact },
      });
    }
    await db().deal.create({
      data: {
        ...ids(),
        id: dealId,
        customerId,
        ownerId,
        name: "首单",
        stage: "p25",
        amountMinor: 1_000_000n,
        currency: "CNY",
        lastForwardOn: toColumn(plainDate("2026-11-18")),
        createdAt,
        updatedAt: createdAt,
        ...given.deal,
      },
    });
    return { customerId, dealId, contacts };
  };

  const sign = (prospect: Prospect, day: string) =>
    db().deal.update({ where: { id: prospect.dealId }, data: { contractSignedOn: toColumn(plainDate(day)) } });

  /** The form of 李伟 for a fee, filled in. */
  const fillFee = async (prospect: Prospect, given: Record<string, string> = {}): Promise<void> => {
    const li = house.person("李伟");
    await li.commands("fee");
    li.fills({
      deal: { choose: prospect.dealId },
      what: "茶礼",
      amount: "800",
      recipients: { choose: Object.values(prospect.contacts) },
      ...given,
    });
  };

  /** A fee that was asked for and is on its way; its id. */
  const sendFee = async (prospect: Prospect, given: { amount?: string; who?: string } = {}): Promise<string> => {
    const person = house.person(given.who ?? "李伟");
    await person.commands("fee");
    person.fills({
      deal: { choose: prospect.dealId },
      what: "茶礼",
      amount: given.amount ?? "800",
      recipients: { choose: Object.values(prospect.contacts) },
    });
    await person.submits();
    const { id } = JSON.parse(person.form.params) as { id: string };
    await person.submits();
    if (person.shown?.kind !== "card" || person.card.tone !== "waiting") throw new Error(JSON.stringify(person.shown));
    return id;
  };

  const approvalOf = (feeId: string) =>
    db().approval.findFirstOrThrow({
      where: { subjectId: feeId },
      include: { steps: { orderBy: { position: "asc" } }, events: { orderBy: { at: "asc" } } },
    });
  const counts = async () => ({
    fees: await db().fee.count(),
    numbers: await db().paperNumber.findMany(),
    approvals: await db().approval.findMany({ orderBy: { id: "asc" }, include: { steps: true } }),
    events: await db().approvalEvent.count(),
    messages: await db().outgoingMessage.count(),
    audit: await db().auditEntry.count(),
  });

  const cardsOf = async (where: Prisma.OutgoingMessageWhereInput): Promise<Card[]> => {
    const rows = await db().outgoingMessage.findMany({ where, orderBy: { seq: "asc" } });
    return rows.map(({ card }) => card as unknown as Card);
  };
  return {
    house,
    db,
    feature,
    makeMember,
    makeProspect,
    sign,
    fillFee,
    /** What the form of 李伟 says of itself, by label. */
    facts: () => {
      const { facts = [] } = house.person("李伟").form.content;
      return Object.fromEntries(facts.map(({ label, value }) => [label, plainText(value)]));
    },
    sendFee,
    approvalOf,
    /** Does the work and expects that nothing of any paper was written, and nothing sent. */
    unchanged: async (work: () => Promise<unknown>): Promise<void> => {
      const before = await counts();
      await work();
      expect(await counts()).toEqual(before);
    },
    /** The card in the approvals channel as it stands now. */
    channelCard: async (feeId: string): Promise<Card> => {
      const [card] = await cardsOf({ key: { startsWith: `fee:${feeId}:card@` } });
      if (!card) throw new Error("There is no card in the channel.");
      return card;
    },
    /** What opens from the channel's card for someone who may see the paper. */
    opened: async (feeId: string, name = "陈静"): Promise<string> => {
      const reader = house.person(name);
      const { shown } = reader;
      await reader.presses({ action: "approvals.open", payload: { subject: "fee", id: feeId } }, { in: "C-approvals" });
      const said = reader.reads;
      reader.shown = shown;
      return said;
    },
    /** What was said in the thread of the card, line by line. */
    thread: async (feeId: string) =>
      (await cardsOf({ kind: "reply", key: { startsWith: `fee:${feeId}:` } })).map(cardText),
    threadCards: (feeId: string) => cardsOf({ kind: "reply", key: { startsWith: `fee:${feeId}:` } }),
    /** What this person was sent in the direct chat. */
    sentTo: async (name: string): Promise<Card[]> =>
      cardsOf({ kind: "post", memberId: house.company.people[name]!.id }),
    /** What the minute's tick does. */
    tick: async () => {
      for (const each of [...(feature.ticks ?? []), ...(fees.ticks ?? [])]) await each.run(house.jobContext());
    },
  };
};
