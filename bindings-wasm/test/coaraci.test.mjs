import { readFileSync } from 'node:fs';
import { suite } from '../../bindings-node/test/suite.mjs';
import * as coaraci from '../index.js';

coaraci.initSync(readFileSync(new URL('../pkg/coaraci_wasm_bg.wasm', import.meta.url)));
suite(coaraci);
