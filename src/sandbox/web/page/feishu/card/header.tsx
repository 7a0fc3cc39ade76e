import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Link, safeAddress } from "../../text/link.tsx";
import { TextObject, wordsOf } from "../text/text-object.tsx";
import { Icon } from "./icon.tsx";
import { unknownInCard } from "./known.ts";
import { templateOf } from "./palette.ts";
import { UnknownProperties } from "./problem.tsx";

interface Props {
  readonly header: JsonObject;
  /** Where a press on the card leads. */
  readonly link: string | undefined;
}

export function CardHeader({ header, link }: Props) {
  const title = <TextObject value={header.title} />;
  return (
    <div class={`card-header ${templateOf(header.template)}`}>
      <UnknownProperties of="header" names={unknownInCard("header", header)} />
      <div class="card-header-line">
        <Icon value={header.icon} />
        <div class="grow">
          <div class="card-header-title">
            <h2>{safeAddress(link) ? <Link url={String(link)}>{title}</Link> : title}</h2>
            <Tags header={header} />
          </div>
          {isObject(header.subtitle) && String(header.subtitle.content ?? "") !== "" && (
            <p class="card-subtitle">
              <TextObject value={header.subtitle} />
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

function Tags({ header }: { header: JsonObject }) {
  const { reader } = useReading();
  const own = isObject(header.i18n_text_tag_list)
    ? header.i18n_text_tag_list[reader.language === "zh" ? "zh_cn" : "en_us"]
    : undefined;
  return (
    <>
      {objects(own ?? header.text_tag_list).map((tag, index) => (
        <span key={index} class={`text-tag tag-${String(tag.color ?? "neutral")}`}>
          {wordsOf(tag.text, reader.language)}
        </span>
      ))}
    </>
  );
}
