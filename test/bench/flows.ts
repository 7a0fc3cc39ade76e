import { elapsed } from "../../src/core/clock.ts";
import { currency, money } from "../../src/core/money.ts";
import type { Scope } from "../../src/core/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { startApproval } from "../../src/features/approvals/public.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { createFee, dealById } from "../../src/features/fees/store.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { type BenchCompany, customerOf, type Rep, TODAY } from "./company.ts";
import { BOT, type Place } from "./house.ts";
import { Times } from "./measure.ts";

/** What is measured: milliseconds from what the person does to the answer, form openings for themselves too. */
export interface Run {
  readonly ms: number;
  readonly opened?: number;
}
export interface Flow {
  readonly name: "line" | "form" | "stage" | "approve";
  ours(number: number): Promise<Run>;
  bare(number: number): Promise<Run>;
}

const answered = (reaction: { readonly outcome: string; readonly error?: string }, what: string): void => {
  if (reaction.outcome !== "answered") throw new Error(`${what}: ${reaction.outcome} ${reaction.error ?? ""}`);
};

/** In the person's own chat with the bot. Throws unless the answer came in time and, with `card`, had one in it. */
export const commands = async (
  sandbox: SlackSandbox,
  { user, text, card = true }: { readonly user: string; readonly text: string; readonly card?: boolean },
): Promise<number> => {
  const channel = sandbox.desk.openDirect(user, BOT);
  return send(sandbox, { user, channel, text, card });
};

const send = async (
  { desk, deliveries }: SlackSandbox,
  given: { readonly user: string; readonly channel: string; readonly text: string; readonly card: boolean },
): Promise<number> => {
  const index = deliveries.length;
  const started = elapsed();
  answered(await desk.command(given), given.text);
  const ms = elapsed() - started;
  if (given.card && deliveries[index]?.response.text === undefined) throw new Error(`No card for ${given.text}`);
  return ms;
};

/** Types a command that opens a form; until Slack was told to open it. */
export const opens = async (sandbox: SlackSandbox, person: Person, text: string): Promise<number> => {
  const started = elapsed();
  const opened = sandbox.until(() => person.form() && { at: elapsed() }, { what: `the form of ${text}` });
  const [{ at }] = await Promise.all([opened, person.command(text).then((reaction) => answered(reaction, text))]);
  return at - started;
};

const submits = async (person: Person): Promise<number> => {
  const started = elapsed();
  answered(await person.submit(), "submit");
  const ms = elapsed() - started;
  const open = person.form();
  if (open) throw new Error(`The form stays open: ${open.fields.map(({ id, error }) => `${id} ${error ?? ""}`)}`);
  return ms;
};

/** The platform's id of a field of the open form: it ends in the field's own name. */
export const fieldNamed = (person: Person, name: string): string => {
  const field = person.form()?.fields.find(({ id }) => id === name || id.endsWith(`.${name}`));
  if (!field) throw new Error(`No field ${name}; there are ${person.form()?.fields.map(({ id }) => id)}`);
  return field.id;
};

const formRun = async (
  sandbox: SlackSandbox,
  given: { readonly user: string; readonly text: string; readonly values: Parameters<Person["fill"]>[0] },
): Promise<Run> => {
  const person = sandbox.person(given.user);
  const opened = await opens(sandbox, person, given.text);
  const values = Object.entries(given.values).map(([name, value]) => [fieldNamed(person, name), value] as const);
  await person.fill(Object.fromEntries(values));
  return { opened, ms: opened + (await submits(person)) };
};

export interface Ground {
  readonly company: BenchCompany;
  readonly ours: Place;
  readonly bare: Place;
}

export const flowsOf = ({ company, ours, bare }: Ground, papers: readonly Pressed[]): Flow[] => {
  const bareForm = () => formRun(bare.sandbox, { user: BARE, text: "/form", values: { said: "谈了续约价格" } });
  const bareChat = bare.sandbox.desk.openDirect(BARE, BOT);
  // Looked up once: it scrolls out of sight.
  const [bareButton] = pressed(bare.sandbox, { user: BARE, channel: bareChat, action: "approve" });
  return [
    {
      name: "line",
      async ours(number) {
        const { rep, customer } = customerOf(company, number);
        const text = `/visit ${customer.short} 王总谈了续约价格 下周三再访`;
        return { ms: await commands(ours.sandbox, { user: rep.user, text }) };
      },
      bare: async (number) => ({
        ms: await send(bare.sandbox, { user: BARE, channel: bareChat, text: `/line ${number}`, card: true }),
      }),
    },
    {
      name: "form",
      ours(number) {
        const { rep, customer } = customerOf(company, number);
        const values = { customer: customer.short, said: `谈了续约价格，第${number}次` };
        return formRun(ours.sandbox, { user: rep.user, text: "/visit", values });
      },
      bare: bareForm,
    },
    {
      name: "stage",
      ours(number) {
        const { rep, customer } = customerOf(company, number);
        const values = { firstMeetingOn: TODAY, agreed: true };
        return formRun(ours.sandbox, { user: rep.user, text: `/stage ${customer.short} 25%`, values });
      },
      bare: bareForm,
    },
    {
      name: "approve",
      ours: (number) => presses(ours.sandbox, papers[number]!),
      bare: () => presses(bare.sandbox, bareButton!),
    },
  ];
};

export const BARE = "U0BARE";

/** A button on a person's screen. */
export type Pressed = Parameters<SlackSandbox["desk"]["act"]>[0];

const presses = async (sandbox: SlackSandbox, button: Pressed): Promise<Run> => {
  const started = elapsed();
  answered(await sandbox.desk.act(button), "press");
  return { ms: elapsed() - started };
};

/** The buttons of that action that the person sees in the channel. */
const pressed = (
  { desk }: SlackSandbox,
  { user, channel, action }: { readonly user: string; readonly channel: string; readonly action: string },
): Pressed[] =>
  (desk.screen(user).messages[channel] ?? []).flatMap(({ ts, blocks }) =>
    blocks.flatMap((block) =>
      (Array.isArray(block.elements) ? block.elements : []).flatMap((element) => {
        const { action_id = "" } = element as { action_id?: string };
        if (!action_id.startsWith(action)) return [];
        return [
          { user, place: { kind: "message", channel, ts }, block_id: String(block.block_id), action_id },
        ] as const;
      }),
    ),
  );

/** So many special fees on their way, and the button of each with which the clerk approves. */
export const sendFees = async (
  { company, ours }: Ground,
  scopeOf: (rep: Rep) => Scope,
  count: number,
): Promise<Pressed[]> => {
  for (let number = 0; number < count; number += 1) {
    const { rep, customer } = customerOf(company, number);
    await change(scopeOf(rep), { from: "slack" }, async (inside) => {
      const deal = await dealById(inside, customer.dealId);
      const amount = money(80_000n, currency("CNY"));
      await createFee(inside, {
        id: customer.id,
        number: `FE-2026-${String(number + 1).padStart(4, "0")}`,
        deal: deal!,
        requesterId: rep.memberId,
        teamId: rep.teamId,
        purpose: "new_customer",
        what: "茶礼",
        amount,
        flags: [],
        shares: new Map([[customer.contactId, amount]]),
      });
      const { teamId, memberId: requesterId } = rep;
      await startApproval(inside, { paper: feePaper, id: customer.id, teamId, requesterId, chain: CHAIN });
    });
  }
  await ours.app.ask("settle");
  return company.teams.flatMap(({ clerk, approvals }) =>
    pressed(ours.sandbox, { user: clerk, channel: approvals, action: "approvals.approve" }),
  );
};
const CHAIN = ["clerk", "manager", "finance"] as const;

export interface FlowTimes {
  readonly ours: Times;
  readonly bare: Times;
}

/** Ours and the bare one in turns, so that whatever else the machine does hits both. */
export const runFlows = async (
  { ours }: Ground,
  flows: readonly Flow[],
  { warmUp, samples }: { readonly warmUp: number; readonly samples: number },
): Promise<{ readonly times: ReadonlyMap<Flow["name"], FlowTimes>; readonly opened: Times }> => {
  const times = new Map(flows.map(({ name }) => [name, { ours: new Times(), bare: new Times() }]));
  const opened = new Times();
  for (let number = 0; number < warmUp + samples; number += 1) {
    for (const flow of flows) {
      const bare = await flow.bare(number);
      const own = await flow.ours(number);
      await ours.app.ask("settle");
      if (number < warmUp) continue;
      times.get(flow.name)!.ours.add(own.ms);
      times.get(flow.name)!.bare.add(bare.ms);
      if (own.opened !== undefined) opened.add(own.opened);
    }
  }
  return { times, opened };
};
