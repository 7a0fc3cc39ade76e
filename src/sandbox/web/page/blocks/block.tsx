import { isObject, type JsonObject, objects } from "../../../slack/json.ts";
import { Element } from "../elements/element.tsx";
import { Picture } from "../elements/picture.tsx";
import { useReading } from "../reading.ts";
import { Link } from "../text/link.tsx";
import { Markdown } from "../text/markdown.tsx";
import { RichText } from "../text/rich.tsx";
import { TextObject, words } from "../text/text-object.tsx";
import { Card, Container, Plan, TaskCard } from "./boxes.tsx";
import { Chart } from "./chart.tsx";
import { InputBlock } from "./input.tsx";
import { DataTable, Table } from "./table.tsx";

type Props = { readonly block: JsonObject };

function Section({ block }: Props) {
  const id = String(block.block_id);
  const accessory = isObject(block.accessory) ? block.accessory : undefined;
  const wide = accessory && /_select$|picker$|checkboxes|radio/.test(String(accessory.type));
  return (
    <div class={wide ? "section section-wide" : "section"}>
      <div class="section-text">
        {isObject(block.text) && <TextObject value={block.text} />}
        {objects(block.fields).length > 0 && (
          <div class="section-fields">
            {objects(block.fields).map((field, index) => (
              <div key={index}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="section-accessory">
          <Element block={id} element={accessory} />
        </div>
      )}
    </div>
  );
}

function Row({ block, look }: Props & { look: string }) {
  return (
    <div class={look}>
      {objects(block.elements).map((element, index) => (
        <Element key={String(element.action_id ?? index)} block={String(block.block_id)} element={element} />
      ))}
    </div>
  );
}

function Context({ block }: Props) {
  return (
    <div class="context">
      {objects(block.elements).map((element, index) =>
        element.type === "image" ? (
          <Picture key={index} image={element} small />
        ) : (
          <span key={index}>
            <TextObject value={element} />
          </span>
        ),
      )}
    </div>
  );
}

function ImageBlock({ block }: Props) {
  return (
    <figure class="image-block">
      {isObject(block.title) && <figcaption>{words(block.title)}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}

const ALERT_SIGN: Readonly<Record<string, string>> = {
  info: "ℹ️",
  warning: "⚠️",
  error: "⛔",
  success: "✅",
  default: "•",
};

function Alert({ block }: Props) {
  const { t } = useReading();
  const level = String(block.level ?? "default");
  return (
    <div class={`alert alert-${level}`} role="note">
      <span aria-hidden="true">{ALERT_SIGN[level] ?? "•"}</span>
      <span class="sr-only">{t.alert[level] ?? t.alert.default}</span>
      <TextObject value={block.text} />
    </div>
  );
}

function Video({ block }: Props) {
  const { t } = useReading();
  return (
    <div class="video">
      <span aria-hidden="true">🎞</span>
      <div>
        <strong>
          <Link url={String(block.title_url ?? block.video_url)}>{words(block.title)}</Link>
        </strong>
        <small>{[block.author_name, block.provider_name].filter(Boolean).map(String).join(" · ") || t.video}</small>
        {isObject(block.description) && <p>{words(block.description)}</p>}
      </div>
    </div>
  );
}

/** Any block, by its type. */
export function Block({ block }: Props) {
  const { t } = useReading();
  switch (block.type) {
    case "section":
      return <Section block={block} />;
    case "header":
      return <h2 class="header-block">{words(block.text)}</h2>;
    case "divider":
      return <hr class="divider" />;
    case "context":
      return <Context block={block} />;
    case "actions":
      return <Row block={block} look="actions" />;
    case "context_actions":
      return <Row block={block} look="actions context-actions" />;
    case "input":
      return <InputBlock block={block} />;
    case "image":
      return <ImageBlock block={block} />;
    case "rich_text":
      return <RichText value={block} />;
    case "markdown":
      return <Markdown text={String(block.text ?? "")} />;
    case "table":
      return <Table block={block} />;
    case "data_table":
      return <DataTable block={block} />;
    case "data_visualization":
      return <Chart block={block} />;
    case "alert":
      return <Alert block={block} />;
    case "card":
      return <Card block={block} />;
    case "carousel":
      return (
        <div class="carousel">
          {objects(block.elements).map((card, index) => (
            <Card key={index} block={card} />
          ))}
        </div>
      );
    case "container":
      return (
        <Container block={block}>
          <Blocks blocks={objects(block.child_blocks)} />
        </Container>
      );
    case "task_card":
      return <TaskCard block={block} />;
    case "plan":
      return <Plan block={block} />;
    case "video":
      return <Video block={block} />;
    default:
      return <p class="unknown">{t.unknownBlock(String(block.type))}</p>;
  }
}

export function Blocks({ blocks }: { blocks: readonly JsonObject[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <Block key={String(block.block_id ?? index)} block={block} />
      ))}
    </div>
  );
}
