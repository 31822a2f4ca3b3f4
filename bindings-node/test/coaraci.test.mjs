import * as coaraci from '../index.js';
import { suite } from './suite.mjs';

suite(coaraci.default);
