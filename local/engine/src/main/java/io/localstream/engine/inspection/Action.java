package io.localstream.engine.inspection;

/** Something that a run can be told to do. */
@FunctionalInterface
public interface Action {
  /**
   * Does it.
   *
   * @param fields what the request has
   * @return the answer, of which a JSON object is made
   * @throws BadRequestException where it cannot be done
   * @throws InterruptedException where the run ends meanwhile
   */
  Object perform(ActionFields fields) throws InterruptedException;
}
