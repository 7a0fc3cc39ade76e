import { cruise, type ICruiseResult } from "dependency-cruiser";
import { IMPORT_RULES } from "./import-rules.ts";

export interface Cruised {
  /** How many of our own files were read. */
  readonly modules: number;
  /** "rule: from → to", in order. */
  readonly broken: readonly string[];
}

/** Holds the rules against the folder `src` below `baseDir`. */
export const cruiseSource = async (baseDir: string): Promise<Cruised> => {
  const { output } = await cruise(["src"], {
    baseDir,
    validate: true,
    ruleSet: { forbidden: [...IMPORT_RULES] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "src/data/generated"] },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  });
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter(({ source }) => source.startsWith("src/") && !source.startsWith("src/data/generated"));
  const broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return { modules: own.length, broken: [...new Set(broken)].sort() };
};
