import type { ComponentChild } from "preact";
import type { ShownPost } from "../../../../feishu/screen.ts";
import { isArray, type JsonObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Link } from "../../text/link.tsx";
import { Picture } from "../card/picture.tsx";
import { Problem } from "../card/problem.tsx";
import { At } from "./at.tsx";
import { FeishuMarkdown } from "./markdown.tsx";

const styled = (style: unknown, node: ComponentChild): ComponentChild =>
  (isArray(style) ? style : []).reduce<ComponentChild>((inner, one) => {
    if (one === "bold") return <strong>{inner}</strong>;
    if (one === "italic") return <em>{inner}</em>;
    if (one === "underline") return <u>{inner}</u>;
    return one === "lineThrough" ? <s>{inner}</s> : inner;
  }, node);

function Piece({ part }: { part: JsonObject }) {
  const { t } = useReading();
  switch (part.tag) {
    case "text":
      return <>{styled(part.style, String(part.text ?? ""))}</>;
    case "a":
      return <Link url={String(part.href ?? "")}>{styled(part.style, String(part.text ?? part.href ?? ""))}</Link>;
    case "at":
      return <At id={String(part.user_id)} />;
    case "img":
      return <Picture image={String(part.image_key)} alt={t.picture} />;
    case "emotion":
      return <span>[{String(part.emoji_type)}]</span>;
    case "md":
      return <FeishuMarkdown text={String(part.text ?? "")} />;
    case "hr":
      return <hr class="divider" />;
    case "code_block":
      return <pre>{String(part.text ?? "")}</pre>;
    default:
      return <Problem says={t.unknownElement} detail={String(part.tag)} />;
  }
}

/** A post: a title, and paragraphs of pieces. */
export function Post({ post }: { post: ShownPost }) {
  return (
    <div class="post">
      {post.title !== "" && <strong class="post-title">{post.title}</strong>}
      {post.paragraphs.map((parts, index) => (
        <div key={index} class="post-line">
          {parts.map((part, at) => (
            <Piece key={at} part={part} />
          ))}
        </div>
      ))}
    </div>
  );
}
