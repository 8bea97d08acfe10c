import { Area } from '../areas/entities/index.js';
import { Movie } from '../movies/entities/index.js';
import {
  BooleanField,
  CharField,
  ChoiceField,
  DateTimeField,
  DecimalField,
  IntegerField,
  IntegerInput,
  ListField,
  NestedField,
  PrimaryKeyRelatedField,
} from '../rest/index.js';
import { Cinema, GAP_RULES, Hall, type GapRule } from './entities/index.js';

export class CinemaInput {
  @CharField({ maxLength: 60, example: '星光影城' }) name!: string;

  @PrimaryKeyRelatedField(() => Area, { source: 'areaId', example: 330106 })
  area!: number;

  @CharField({ maxLength: 100, example: '文三路 1 号' }) address!: string;

  @CharField({ maxLength: 20, example: '0571-88888888' }) phone!: string;

  @ChoiceField({ choices: GAP_RULES, default: GAP_RULES[1], source: 'gapRule' })
  gap_rule!: GapRule;
}

export class HallInput {
  @PrimaryKeyRelatedField(() => Cinema, { source: 'cinemaId', example: 1 })
  cinema!: number;

  @CharField({ maxLength: 30, example: '1号厅' }) name!: string;

  @IntegerField({ minValue: 0, maxValue: 240, default: 15, source: 'cleaningMinutes' })
  cleaning_minutes!: number;
}

export class DrawingInput {
  @CharField({
    maxLength: 20_000,
    trimWhitespace: false,
    helpText: 'Zones, then one line per row of seats.',
    example: 'zone 1 普通区 #8bc34a\n---\n111.111\n111.111',
  })
  drawing!: string;
}

export class PriceInput {
  @IntegerField({ minValue: 1, maxValue: 9, example: 1 }) zone!: number;

  // Nobody can pay nothing: the provider takes a cent at least.
  @DecimalField({ maxDigits: 7, decimalPlaces: 2, minValue: 0.01, example: '33.00' })
  price!: string;

  @DecimalField({ maxDigits: 5, decimalPlaces: 2, minValue: 0, default: '0.00', example: '2.00' })
  fee!: string;
}

export class ScreeningInput {
  @PrimaryKeyRelatedField(() => Movie, { example: 1 }) movie!: number;

  @PrimaryKeyRelatedField(() => Hall, { example: 1 }) hall!: number;

  @DateTimeField({ example: '2030-01-01T19:30:00+08:00' }) start_time!: Date;

  @CharField({ maxLength: 10, default: '国语', example: '国语' }) language!: string;

  @CharField({ maxLength: 10, default: '2D', example: '2D' }) format!: string;

  @NestedField(() => PriceInput, { many: true, maxLength: 9 })
  prices!: PriceInput[];
}

export class BlockInput {
  @ListField({ child: new IntegerInput({ minValue: 1 }), allowEmpty: false, maxLength: 100 })
  seats!: number[];

  @BooleanField({ default: true }) blocked!: boolean;
}
