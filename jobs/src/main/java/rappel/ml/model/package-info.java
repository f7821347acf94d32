/** What both kinds of models are, {@link rappel.ml.model.RappelModel}, and their files. */
package rappel.ml.model;
