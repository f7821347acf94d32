/**
 * The bytes of models' files, read and written with checks of all that a hostile file could claim.
 */
package io.rappel.trainer.model.file;
