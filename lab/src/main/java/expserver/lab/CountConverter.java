package expserver.lab;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes how many there shall be of something, at least one. */
final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        if (value.matches("0*[1-9][0-9]{0,6}")) return Integer.parseInt(value);
        throw new TypeConversionException("'" + value + "' is not a number from 1 to 9999999");
    }
}
