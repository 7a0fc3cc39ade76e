import type { ComponentChildren } from "preact";
import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Link } from "../../text/link.tsx";
import { Button } from "../elements/button.tsx";
import { Picture } from "../elements/picture.tsx";
import { RichText } from "../text/rich.tsx";
import { TextObject, words } from "../text/text-object.tsx";

type Props = { readonly block: JsonObject };

/** A small framed message of its own: picture, title, text and buttons. */
export function Card({ block }: Props) {
  return (
    <article class="card">
      {isObject(block.hero_image) && <Picture image={block.hero_image} />}
      <div class="card-top">
        {isObject(block.icon) && <Picture image={block.icon} small />}
        <div>
          {isObject(block.title) && (
            <strong class="card-title">
              <TextObject value={block.title} />
            </strong>
          )}
          {isObject(block.subtitle) && (
            <div class="quiet">
              <TextObject value={block.subtitle} />
            </div>
          )}
        </div>
      </div>
      {isObject(block.body) && (
        <div>
          <TextObject value={block.body} />
        </div>
      )}
      {objects(block.actions).length > 0 && (
        <div class="actions">
          {objects(block.actions).map((element, index) => (
            <Button key={index} block={String(block.block_id)} element={element} />
          ))}
        </div>
      )}
    </article>
  );
}

function ContainerTop({ block }: Props) {
  return (
    <>
      {isObject(block.icon) && <Picture image={block.icon} small />}
      <span>
        {isObject(block.rich_text_title) ? (
          <RichText value={block.rich_text_title} />
        ) : (
          <strong>{words(block.title)}</strong>
        )}
        {isObject(block.subtitle) && (
          <span class="quiet container-subtitle">
            <TextObject value={block.subtitle} />
          </span>
        )}
      </span>
    </>
  );
}

/** Blocks in a frame with a title; it can be folded when it says so. */
export function Container({ block, children }: Props & { children: ComponentChildren }) {
  const look = `container container-${String(block.width ?? "standard")}`;
  if (block.is_collapsible === true)
    return (
      <details class={look} open={block.default_collapsed !== true}>
        <summary class="container-top">
          <ContainerTop block={block} />
        </summary>
        {children}
      </details>
    );
  return (
    <section class={look} aria-label={words(block.title)}>
      <div class="container-top">
        <ContainerTop block={block} />
      </div>
      {block.has_header_divider === true && <hr class="divider" />}
      {children}
    </section>
  );
}

const SIGNS: Readonly<Record<string, string>> = { pending: "○", in_progress: "◐", complete: "●", error: "✕" };

export function TaskCard({ block }: Props) {
  const { t } = useReading();
  const status = String(block.status ?? "pending");
  return (
    <div class={`task task-${status}`}>
      <span aria-hidden="true">{SIGNS[status] ?? "○"}</span>
      <div>
        <strong>{String(block.title)}</strong> <span class="quiet">{t.taskStatus[status] ?? status}</span>
        {isObject(block.details) && <RichText value={block.details} />}
        {isObject(block.output) && <RichText value={block.output} />}
        {objects(block.sources).map((source, index) => (
          <div key={index}>
            <Link url={String(source.url)}>{String(source.text || source.url)}</Link>
          </div>
        ))}
      </div>
    </div>
  );
}

export function Plan({ block }: Props) {
  return (
    <div class="plan">
      <strong>{String(block.title)}</strong>
      {objects(block.tasks).map((task, index) => (
        <TaskCard key={index} block={task} />
      ))}
    </div>
  );
}
