import { helpCard, oldButtonCard, reopen } from "./answers.ts";
import { drawAgain, drawReopened } from "./drawing.ts";
import type { Ctx, Outcome } from "./feature.ts";
import { filesGiven } from "./files-given.ts";
import type { KernelOptions, Result } from "./kernel-options.ts";
import { holding, leased } from "./leasing.ts";
import type { CommandArrival, PressArrival, SayArrival, SubmitArrival } from "./port.ts";
import { parseValues } from "./raw-values.ts";
import { type Came, NOTHING, type Receive } from "./reception.ts";
import type { Registry } from "./registry.ts";
import { parseCarried, storable } from "./storable.ts";
import { commandOf, visible } from "./typed.ts";

/** What each kind of arrival asks for. */
export interface Arrivals {
  command(arrival: CommandArrival): Promise<Result>;
  say(arrival: SayArrival): Promise<Result>;
  press(arrival: PressArrival): Promise<Result>;
  submit(arrival: SubmitArrival): Promise<Result>;
}

export const arrivalsOf = (options: KernelOptions, registry: Registry, receive: Receive): Arrivals => ({
  command(arrival) {
    const typed = `/${arrival.name} ${arrival.typed}`;
    const run = (ctx: Ctx) => understood(registry, ctx, { typed, askedFor: arrival.name });
    if (!arrival.repeats) return receive(arrival, { typed, run });
    return receive(arrival, {
      typed,
      lease: () => leased(options, arrival),
      run: (ctx) => holding(options, arrival, () => run(ctx)),
    });
  },

  async say(arrival) {
    const { place, text, mentioned } = arrival;
    const inThread = place.thread !== undefined && place.kind === "group";
    const subject = await subjectAt(options, arrival);
    if (inThread && !subject && !mentioned) return NOTHING;
    return receive(arrival, {
      typed: text,
      lease: () => leased(options, arrival),
      run: (ctx) => holding(options, arrival, () => heard({ options, registry, subject }, arrival, ctx)),
    });
  },

  press: (arrival) => receive(arrival, { typed: "", run: (ctx) => pressed(registry, arrival, ctx) }),

  submit: (arrival) =>
    receive(arrival, {
      typed: "",
      again: (language) => (errors) => drawAgain(registry, arrival, { language, errors }),
      run: (ctx) => submitted(options, registry, { arrival, ctx }),
    }),
});

interface Heard {
  readonly options: KernelOptions;
  readonly registry: Registry;
  readonly subject: Awaited<ReturnType<typeof subjectAt>>;
}

const heard = async ({ options, registry, subject }: Heard, arrival: SayArrival, ctx: Ctx): Promise<Came> => {
  const { text, mentioned } = arrival;
  if (subject) {
    if (subject.organizationId !== ctx.scope.organizationId) return undefined;
    const [name = "", subjectId = ""] = subject.subject.split(":");
    const came = await registry.words.get(name)?.heard(ctx, { subjectId, text: visible(text) });
    if (came || !mentioned) return came;
  }
  const given = await filesGiven(options, registry, { arrival, ctx });
  return given ?? understood(registry, ctx, { typed: text, askedFor: visible(text) });
};

/** The command that was typed, or else what can be typed. */
const understood = async (
  { commands }: Registry,
  ctx: Ctx,
  { typed, askedFor }: { typed: string; askedFor: string },
): Promise<Outcome> => {
  const found = commandOf(typed, commands);
  if (found) return found.command.run(ctx, found.rest);
  const word = askedFor.replace(/^[/／]/, "").trim();
  const asked = /^(help|\?|？|帮助|rapport|客情|hi|hello|你好|您好)?$/i.test(word);
  const offered = commands.filter(({ offeredTo }) => !offeredTo || offeredTo(ctx.scope));
  return { show: helpCard(ctx.language, offered, asked ? undefined : askedFor) };
};

const pressed = async (registry: Registry, arrival: PressArrival, ctx: Ctx): Promise<Came> => {
  const carried = parseCarried(arrival.payload);
  if (arrival.action === reopen.name) {
    const call = reopen.payload.safeParse(carried);
    const form = call.success ? drawReopened(registry, call.data, ctx.language) : undefined;
    return form ? { drawn: { kind: "form", form } } : { show: oldButtonCard(ctx.language) };
  }
  const handler = registry.actions.get(arrival.action);
  const payload = handler?.action.payload.safeParse(carried);
  if (!handler || !payload?.success) return { show: oldButtonCard(ctx.language) };
  return handler.press(ctx, payload.data);
};

const submitted = async (
  options: KernelOptions,
  registry: Registry,
  { arrival, ctx }: { arrival: SubmitArrival; ctx: Ctx },
): Promise<Outcome> => {
  const handler = registry.forms.get(arrival.formId);
  const params = handler?.form.params.safeParse(parseCarried(arrival.params));
  if (!handler || !params?.success) return { show: oldButtonCard(ctx.language) };
  const content = handler.form.build(ctx.language, params.data);
  const parsed = await parseValues(content.fields, arrival.values, {
    language: ctx.language,
    zone: ctx.zone,
    today: ctx.today,
    workspace: arrival.identity,
    profile: async (identity) => storable(await options.profile(identity)),
    placeProblem: (place) => {
      const { platform, workspace } = arrival.identity;
      return options.placeProblem({ platform, workspace, place });
    },
    memberOf: async (identity) => {
      const membership = await options.membershipOf(identity);
      const ours = membership.kind === "member" && membership.scope.organizationId === ctx.scope.organizationId;
      return ours ? membership.scope.memberId : null;
    },
  });
  return "errors" in parsed ? { fix: parsed.errors } : handler.submit(ctx, parsed.values, params.data);
};

const subjectAt = async (options: KernelOptions, { place }: SayArrival) => {
  const { platform, workspace, thread } = place;
  try {
    return thread === undefined
      ? null
      : await options.subjectOf({ platform, workspace, place: place.place, message: thread });
  } catch (error) {
    options.log.error({ err: error }, "The subject of a thread could not be looked up");
    return null;
  }
};
