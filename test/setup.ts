import { configureGlobal } from "fast-check";
import { SEED } from "./support/seed.js";

configureGlobal({ seed: SEED });
