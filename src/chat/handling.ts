import { dateIn } from "../core/dates.ts";
import { newReference } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import { Refusal } from "../core/refusal.ts";
import { apologyCard, apologyText, busyCard, closedCard, helpCard, oldButtonCard, reopen } from "./answers.ts";
import { changingOf, DoneBefore } from "./changing.ts";
import { drawAgain, drawOutcome, drawReopened, reopenCardFor } from "./drawing.ts";
import type { Command, Ctx, Outcome, PersonIdentity, Stranger } from "./feature.ts";
import type { FieldErrors } from "./form.ts";
import type { Arrived, KernelOptions, Membership, Result } from "./kernel.ts";
import type {
  CommandArrival,
  PressArrival,
  SayArrival,
  SearchArrival,
  Shown,
  ShownForm,
  SubmitArrival,
} from "./port.ts";
import { parseValues } from "./raw-values.ts";
import type { Registry } from "./registry.ts";
import { commandOf, visible } from "./typed.ts";

type Member = Extract<Membership, { kind: "member" }>;

export interface Handling {
  command(arrival: CommandArrival): Promise<Result>;
  say(arrival: SayArrival): Promise<Result>;
  press(arrival: PressArrival): Promise<Result>;
  submit(arrival: SubmitArrival): Promise<Result>;
  search(arrival: SearchArrival): Promise<readonly import("./form.ts").Choice[]>;
  home(identity: PersonIdentity): Promise<void>;
  left(identity: PersonIdentity): Promise<void>;
  languageOf(identity: PersonIdentity): Language;
  reopenCardOf(form: ShownForm): import("./card.ts").Card;
}

const NOTHING: Result = { shown: undefined, changed: false };
const justShow = (shown: Shown): Result => ({ shown, changed: false });
const toYou = (card: import("./card.ts").Card): Shown => ({ kind: "card", card, to: "you" });

/** How each kind of arrival is handled, from who it is to what is shown. */
export const handlingOf = (options: KernelOptions, registry: Registry): Handling => {
  const languages = languagesSeen();

  const contextOf = (arrived: Arrived, member: Member, change: Ctx["change"]): Ctx => {
    const now = options.clock.now();
    return {
      who: {
        id: member.scope.memberId as NonNullable<typeof member.scope.memberId>,
        name: member.name,
        identity: arrived.identity,
      },
      scope: member.scope,
      place: arrived.place,
      language: member.language,
      zone: member.zone,
      now,
      today: dateIn(member.zone, now),
      change,
    };
  };

  /** Runs a handler for whoever it is, and makes an apology of what it throws. */
  const handle = async (arrived: Arrived, typed: string, work: Work): Promise<Result> => {
    try {
      const membership = await options.membershipOf(arrived.identity);
      if (membership.kind === "closed") return justShow(toYou(closedCard(membership.language)));
      if (membership.kind === "stranger") return await welcome(arrived, typed, membership.organizationId);
      languages.remember(arrived.identity, membership.language);
      const draw = (outcome: Outcome) => drawOutcome(outcome, membership.language, work.again?.(membership.language));
      const changing = changingOf(options, { arrived, scope: membership.scope, draw });
      const outcome = await refusable(() => work.run(contextOf(arrived, membership, changing.change)));
      const kept = changing.kept();
      if (arrived.place.home)
        void home(arrived.identity).catch((error: unknown) =>
          options.log.error({ err: error }, "A Home could not be shown"),
        );
      return { shown: kept ?? (outcome && draw(outcome)), changed: kept !== undefined };
    } catch (error) {
      if (error instanceof DoneBefore)
        return doneBefore(error, languages.of(arrived.identity), work.redelivered ?? false);
      return apologize(arrived, error, work.again?.(languages.of(arrived.identity)));
    }
  };

  const apologize = (
    arrived: Arrived,
    error: unknown,
    again?: (errors: FieldErrors) => ShownForm | undefined,
  ): Result => {
    const reference = newReference();
    const unavailable = options.isUnavailable(error);
    const language = languages.of(arrived.identity);
    options.log.error({ err: error, delivery: arrived.id, reference }, "A delivery failed");
    const form = again?.({ "": apologyText(language, reference, unavailable) });
    return justShow(form ? { kind: "fix", form } : toYou(apologyCard(language, reference, unavailable)));
  };

  const welcome = async (
    arrived: Arrived,
    typed: string,
    organizationId: Stranger["organizationId"],
  ): Promise<Result> => {
    if (!registry.stranger) return NOTHING;
    const profile = await options.profile(arrived.identity);
    if (profile.bot) return NOTHING;
    languages.remember(arrived.identity, profile.language);
    const draw = (outcome: Outcome) => drawOutcome(outcome, profile.language);
    let kept: Shown | undefined;
    const change: Stranger["change"] = async (id, work) => {
      const changing = changingOf(options, { arrived, scope: options.systemScope(id), draw });
      const outcome = await changing.change(work);
      kept = changing.kept();
      return outcome;
    };
    const outcome = await registry.stranger({
      identity: arrived.identity,
      place: arrived.place,
      profile,
      organizationId,
      typed: visible(typed),
      clock: options.clock,
      database: options.database,
      change,
    });
    return { shown: kept ?? draw(outcome), changed: kept !== undefined };
  };

  const home = async (identity: PersonIdentity): Promise<void> => {
    const membership = await options.membershipOf(identity);
    if (membership.kind !== "member") return;
    const place = {
      platform: identity.platform,
      workspace: identity.workspace,
      place: "",
      kind: "direct",
      home: true,
    } as const;
    const noChange: Ctx["change"] = () => Promise.reject(new TypeError("Looking at a Home changes nothing."));
    const ctx = contextOf({ id: "", identity, place }, membership, noChange);
    const sections = await Promise.all(registry.home.map((section) => section.build(ctx)));
    await options.showHome(identity, sections.flat());
  };

  return {
    command: (arrival) =>
      handle(arrival, `/${arrival.name} ${arrival.typed}`, {
        run: async (ctx) => {
          const found = commandOf(`/${arrival.name} ${arrival.typed}`, registry.commands);
          return found ? found.command.run(ctx, found.rest) : help(ctx, registry.commands, arrival.name);
        },
      }),

    async say(arrival) {
      const inThread = arrival.place.thread !== undefined && arrival.place.kind === "group";
      const subject = arrival.place.thread ? await subjectAt(options, arrival) : null;
      if (inThread && !subject && !arrival.mentioned) return NOTHING;
      if (!(await leased(options, arrival))) return NOTHING;
      return handle(arrival, arrival.text, {
        redelivered: true,
        run: async (ctx) => {
          if (subject) {
            if (subject.organizationId !== ctx.scope.organizationId) return undefined;
            const [name = "", subjectId = ""] = subject.subject.split(":");
            const heard = await registry.words.get(name)?.heard(ctx, { subjectId, text: visible(arrival.text) });
            if (heard || !arrival.mentioned) return heard;
          }
          const found = commandOf(arrival.text, registry.commands);
          return found ? found.command.run(ctx, found.rest) : help(ctx, registry.commands, visible(arrival.text));
        },
      });
    },

    press: (arrival) =>
      handle(arrival, "", {
        run: async (ctx) => {
          const payload: unknown = JSON.parse(arrival.payload);
          if (arrival.action === reopen.name) return undefined;
          const handler = registry.actions.get(arrival.action);
          const parsed = handler?.action.payload.safeParse(payload);
          if (!handler || !parsed?.success) return { show: oldButtonCard(ctx.language) };
          return handler.press(ctx, parsed.data);
        },
      }).then((result) =>
        arrival.action === reopen.name && !result.shown ? justShow(reopened(registry, arrival, languages)) : result,
      ),

    submit: (arrival) =>
      handle(arrival, "", {
        again: (language) => (errors) => drawAgain(registry, arrival, { language, errors }),
        run: (ctx) => submitted(options, registry, { arrival, ctx }),
      }),

    async search(arrival) {
      const membership = await options.membershipOf(arrival.identity);
      const handler = registry.forms.get(arrival.formId);
      if (membership.kind !== "member" || !handler) return [];
      const params = handler.form.params.safeParse(JSON.parse(arrival.params));
      if (!params.success) return [];
      const field = handler.form.build(membership.language, params.data).fields[arrival.field];
      const noChange: Ctx["change"] = () => Promise.reject(new TypeError("A search changes nothing."));
      const ctx = contextOf(arrival, membership, noChange);
      return field && "search" in field && field.search ? field.search(ctx, visible(arrival.typed), params.data) : [];
    },

    home,
    async left(identity) {
      const membership = await options.membershipOf(identity);
      if (membership.kind !== "member" || membership.scope.memberId === null) return;
      const member = membership.scope.memberId;
      const scope = options.systemScope(membership.scope.organizationId);
      for (const left of registry.left) {
        await left({ member, change: (work) => options.change(scope, { from: identity.platform }, work) });
      }
    },
    languageOf: languages.of,
    reopenCardOf: reopenCardFor,
  };
};

interface Work {
  run(ctx: Ctx): Promise<Outcome | undefined>;
  /** For a submitted form: itself again, with messages. */
  readonly again?: (language: Language) => (errors: FieldErrors) => ShownForm | undefined;
  /** The platform repeats these by itself: one that has been answered needs no second answer. */
  readonly redelivered?: boolean;
}

const refusable = async (work: () => Promise<Outcome | undefined>): Promise<Outcome | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { refuse: error.said };
    throw error;
  }
};

const doneBefore = (before: DoneBefore, language: Language, redelivered: boolean): Result => {
  if (redelivered && before.answered) return NOTHING;
  return { shown: before.shown ?? toYou(busyCard(language)), changed: true };
};

const help = async (ctx: Ctx, commands: readonly Command[], typed: string): Promise<Outcome> => {
  const asked = /^(help|\?|？|帮助|rapport|客情|hi|hello|你好|您好)?$/i.test(typed.replace(/^[/／]/, "").trim());
  return { show: helpCard(ctx.language, commands, asked ? undefined : typed) };
};

const subjectAt = async (options: KernelOptions, arrival: SayArrival) => {
  const { platform, workspace, place, thread } = arrival.place;
  try {
    return thread === undefined ? null : await options.subjectOf({ platform, workspace, place, message: thread });
  } catch (error) {
    options.log.error({ err: error }, "The subject of a thread could not be looked up");
    return null;
  }
};

const leased = async (options: KernelOptions, arrival: SayArrival): Promise<boolean> => {
  try {
    return await options.deliveries.lease(arrival.id, arrival.identity);
  } catch (error) {
    if (options.isUnavailable(error)) return true;
    throw error;
  }
};

const submitted = async (
  options: KernelOptions,
  registry: Registry,
  { arrival, ctx }: { arrival: SubmitArrival; ctx: Ctx },
): Promise<Outcome> => {
  const handler = registry.forms.get(arrival.formId);
  const params = handler?.form.params.safeParse(JSON.parse(arrival.params));
  if (!handler || !params?.success) return { show: oldButtonCard(ctx.language) };
  const content = handler.form.build(ctx.language, params.data);
  const parsed = await parseValues(content.fields, arrival.values, {
    language: ctx.language,
    zone: ctx.zone,
    workspace: arrival.identity,
    profile: options.profile,
    memberOf: async (identity) => {
      const membership = await options.membershipOf(identity);
      const ours = membership.kind === "member" && membership.scope.organizationId === ctx.scope.organizationId;
      return ours ? membership.scope.memberId : null;
    },
  });
  return "errors" in parsed ? { fix: parsed.errors } : handler.submit(ctx, parsed.values, params.data);
};

const reopened = (
  registry: Registry,
  arrival: PressArrival,
  languages: { of(identity: PersonIdentity): Language },
): Shown => {
  const language = languages.of(arrival.identity);
  const call = reopen.payload.safeParse(JSON.parse(arrival.payload));
  const form = call.success ? drawReopened(registry, call.data, language) : undefined;
  return form ? { kind: "form", form } : toYou(oldButtonCard(language));
};

/** The language each person last had: an apology must be read also when the database cannot be asked. */
const languagesSeen = () => {
  const seen = new Map<string, Language>();
  const keyOf = ({ platform, workspace, user }: PersonIdentity) => `${platform}/${workspace}/${user}`;
  return {
    of: (identity: PersonIdentity): Language => seen.get(keyOf(identity)) ?? "en",
    remember(identity: PersonIdentity, language: Language) {
      if (seen.size >= 50_000) seen.clear();
      seen.set(keyOf(identity), language);
    },
  };
};
