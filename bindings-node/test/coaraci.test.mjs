// By their names, as an ES module imports them.
import * as coaraci from '../index.js';
import { suite } from './suite.mjs';

suite(coaraci);
