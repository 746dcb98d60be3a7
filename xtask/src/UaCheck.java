import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDFs against one standard. Arguments: the standard ("ua1", "3a"), then the files.
 * Prints lines with tabs between the fields, which the caller puts into words:
 *   VERDICT  file  true|false  number of checks
 *   FAULT    file  times       rule  message
 *   ERROR    file  message
 */
public final class UaCheck {
    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour standard = PDFAFlavour.byFlavourId(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            // One unreadable file must not keep the others from their verdict.
            try {
                report(arguments[i], validate(arguments[i], standard));
            } catch (Exception cause) {
                print("ERROR", arguments[i], String.valueOf(cause.getMessage()));
            }
        }
    }

    private static ValidationResult validate(String file, PDFAFlavour standard) throws Exception {
        try (InputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            return validator.validate(parser);
        }
    }

    private static void report(String file, ValidationResult result) {
        print("VERDICT", file, String.valueOf(result.isCompliant()), String.valueOf(result.getTotalAssertions()));
        Map<String, Integer> faults = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                faults.merge(rule + "\t" + oneLine(assertion.getMessage()), 1, Integer::sum);
            }
        }
        faults.forEach((fault, times) -> print("FAULT", file, String.valueOf(times), fault));
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ");
    }

    private static void print(String... fields) {
        System.out.println(String.join("\t", fields));
    }
}
