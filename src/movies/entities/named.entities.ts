import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What movies are sorted into by name. */
abstract class Named {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 30, unique: true })
  name!: string;
}

/** Action, mystery, science fiction … */
@Entity('movies_kind')
export class MovieKind extends Named {}

/** 2D, 3D, IMAX … */
@Entity('movies_format')
export class MovieFormat extends Named {}

/** Where a movie was made. */
@Entity('movies_country')
export class MovieCountry extends Named {}

/** A language that is shown below the picture. */
@Entity('movies_subtitle')
export class MovieSubtitle extends Named {}
