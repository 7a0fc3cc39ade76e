import { readMutated } from "./mutations.ts";

/** `npm run fuzz [FILES] [SEED]`: reads 10,000 files that were changed at random; none may crash or take over 5 s. */
const [files = "10000", seed = "1"] = process.argv.slice(2);
const { read, refused, slowest } = await readMutated(Number(files), Number(seed), () => performance.now());
console.log(
  `${files} files of seed ${seed}: ${read} read, ${refused} refused; the slowest took ${Math.round(slowest)} ms`,
);
