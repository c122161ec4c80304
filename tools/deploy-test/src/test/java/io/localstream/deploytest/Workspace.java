package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the documentation is followed: a copy of the project, and a MiniStack of its own, whatever
 * the environment says. What the documentation creates nobody wants in an account.
 */
final class Workspace implements AutoCloseable {
  private final Path project;
  private final Account account;

  private Workspace(Path project, Account account) {
    this.project = project;
    this.account = account;
  }

  /**
   * Opens an empty one, with a bootstrapped account.
   *
   * @param folder for all its files; what is there is deleted
   * @param stages the stages whose functions may be invoked
   */
  static Workspace open(Path folder, Stage... stages) throws IOException, InterruptedException {
    Project.delete(folder);
    Path project = folder.resolve("project");
    Project.copy(project);
    Workspace workspace = new Workspace(project, Account.ofMiniStack(folder, stages));
    workspace.cdk().bootstrap().succeeded();
    return workspace;
  }

  Path project() {
    return project;
  }

  Account account() {
    return account;
  }

  Cdk cdk() {
    return new Cdk(account.cloud()).in(project);
  }

  /**
   * Follows a page from its top to its end.
   *
   * @param page its path in the project
   * @param values what the page leaves to its reader to fill in, as in {@code <bucket>}
   */
  void follow(String page, Map<String, String> values) throws IOException, InterruptedException {
    follow(Document.read(project, project.resolve(page)), values);
  }

  /** Follows a page, or a section of it, in a shell of its own. */
  void follow(Document document, Map<String, String> values)
      throws IOException, InterruptedException {
    try (Walkthrough walkthrough = new Walkthrough(project, account.cloud(), values)) {
      walkthrough.follow(document);
    }
  }

  @Override
  public void close() {
    account.close();
  }
}
