import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Entry, ShownView } from "../../../../slack/screen.ts";
import { CloseButton } from "../../chrome/close-button.tsx";
import { Dialog } from "../../dialogs/dialog.tsx";
import { useReading } from "../../reading.ts";
import type { Texts } from "../../texts.ts";
import { Blocks } from "../blocks/block.tsx";
import { inputsOf, problemWith } from "../fields.ts";
import type { SlackSession } from "../session.ts";
import { entryOf } from "../surface.ts";
import { Drafts, SurfaceProvider } from "../surface-provider.tsx";
import { withEmoji } from "../text/emoji.ts";

type Errors = Readonly<Record<string, string>>;

/** What Slack's client would refuse before it sends anything. */
const problems = (t: Texts, view: ShownView, drafts: Drafts): Errors =>
  Object.fromEntries(
    inputsOf(view.blocks).flatMap((input) => {
      if (!input.inInput) return [];
      const actionId = String(input.element.action_id);
      const draft = drafts.get(input.block, actionId);
      const entry = draft === undefined ? entryOf(view.state[input.block]?.[actionId]) : draft;
      const problem = problemWith(t, input, entry);
      return problem ? [[input.block, problem] as const] : [];
    }),
  );

const valuesOf = (drafts: Drafts): Record<string, Record<string, Entry>> => {
  const values: Record<string, Record<string, Entry>> = {};
  for (const { block_id, action_id, entry } of drafts.all)
    values[block_id] = { ...values[block_id], [action_id]: entry };
  return values;
};

const useFormOf = (session: SlackSession, view: ShownView) => {
  const drafts = useRef<Drafts | undefined>(undefined);
  drafts.current ??= new Drafts();
  const [own, setOwn] = useState<Errors>({});
  const [tries, setTries] = useState(0);
  const where = `view:${view.id}`;
  const busy = view.busy || session.pending.has(`${where}:submit`);
  const submit = async (): Promise<void> => {
    if (busy || !drafts.current || view.submit === null) return;
    const found = problems(session.t, view, drafts.current);
    setOwn(found);
    if (Object.keys(found).length === 0)
      await session.do(
        { type: "submit", view: view.id, values: valuesOf(drafts.current) },
        { key: `${where}:submit`, where },
      );
    setTries((one) => one + 1);
  };
  const close = (all: boolean): void => {
    const key = `${where}:close`;
    if (session.pending.has(key)) return;
    void session.do({ type: "close", view: view.id, ...(all ? { all } : {}) }, { key, where: "app" });
  };
  const errors = Object.keys(own).length > 0 ? own : view.errors;
  return { drafts: drafts.current, errors, tries, busy, submit, close, where };
};

/** After a refused submit the first field with an error gets the focus. */
const useFocusOnError = (errors: Errors, tries: number) => {
  const body = useRef<HTMLDivElement>(null);
  const which = Object.keys(errors).join(" ");
  useLayoutEffect(() => {
    if (which === "") return;
    const field = body.current?.querySelector<HTMLElement>(".has-error");
    const control = field?.querySelector<HTMLElement>("input, textarea, button");
    (control ?? field)?.focus();
    field?.scrollIntoView({ block: "nearest" });
  }, [tries, which]);
  return body;
};

interface Props {
  readonly session: SlackSession;
  readonly view: ShownView;
  /** 1 for the first form, 2 for one on top of it, … */
  readonly depth: number;
}
type FormOf = ReturnType<typeof useFormOf>;

/** The form on top. Esc and the close button take it away; the cross takes those beneath it too. */
export function Modal({ session, view, depth }: Props) {
  const { t } = useReading();
  const form = useFormOf(session, view);
  const body = useFocusOnError(form.errors, form.tries);
  return (
    <Dialog
      title={withEmoji(view.title)}
      look="modal"
      leave={() => form.close(false)}
      header={<CloseButton label={t.close} close={() => form.close(depth > 1)} />}
    >
      <form
        class="modal-form"
        noValidate
        aria-busy={form.busy}
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <div class="dialog-body" ref={body}>
          <Refusals session={session} view={view} form={form} />
          <SurfaceProvider
            session={session}
            place={{ kind: "view", view: view.id }}
            blocks={view.blocks}
            state={view.state}
            errors={form.errors}
            drafts={form.drafts}
          >
            <Blocks blocks={view.blocks} />
          </SurfaceProvider>
        </div>
        <Foot view={view} form={form} />
      </form>
    </Dialog>
  );
}

/** What kept the form from being taken, as a whole. */
function Refusals({ session, view, form }: Omit<Props, "depth"> & { form: FormOf }) {
  const { t } = useReading();
  const trouble = session.troubleAt(form.where);
  const notice = trouble?.text ?? (view.notice === null ? undefined : t.late(session.screen?.app.name ?? ""));
  return (
    <>
      {notice && (
        <div class="alert alert-error" role="alert">
          {notice} {trouble?.detail && <small>{trouble.detail}</small>}
        </div>
      )}
      {Object.keys(form.errors).length > 0 && (
        <p class="form-refused" role="alert">
          {t.notSent}
        </p>
      )}
    </>
  );
}

function Foot({ view, form }: { view: ShownView; form: FormOf }) {
  const { t } = useReading();
  return (
    <div class="dialog-foot">
      <button type="button" class="button plain-button" onClick={() => form.close(false)}>
        {view.close === null ? t.close : withEmoji(view.close)}
      </button>
      {view.submit !== null && (
        <button type="submit" class="button primary" aria-busy={form.busy} aria-disabled={form.busy}>
          {form.busy && <span class="spinner" aria-hidden="true" />}
          {withEmoji(view.submit)}
          {form.busy && <span class="sr-only">{t.submitting}</span>}
        </button>
      )}
    </div>
  );
}
