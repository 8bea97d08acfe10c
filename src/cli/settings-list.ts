import { readFileSync, writeFileSync } from 'node:fs';
import { environmentFile, withSettingsTable } from '../config/settings-list.js';
import { SETTINGS } from '../settings.js';

writeFileSync('.env.example', environmentFile(SETTINGS));
writeFileSync('README.md', withSettingsTable(readFileSync('README.md', 'utf8'), SETTINGS));
process.stdout.write('.env.example\nREADME.md\n');
